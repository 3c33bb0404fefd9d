package io.jobflow.benchmarks.compare;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;

/**
 * An HTTP server that answers every request with an empty 200, on one thread, and notes when requests with a fire time
 * arrive. It understands what OkHttp sends: a head, then a body of the length that the head names.
 */
public final class NoOpServer {

    /** The header that carries the fire time; JobFlow's own, so that every scheduler sends the same. */
    static final String FIRE_TIME = "X-JobFlow-Fire-Time";

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER = 16 * 1024;

    private final Lateness lateness = new Lateness();
    private final Selector selector;
    private final ServerSocketChannel door;

    private NoOpServer() throws IOException {
        selector = Selector.open();
        door = ServerSocketChannel.open();
        door.bind(new InetSocketAddress("127.0.0.1", 0), 1024);
        door.configureBlocking(false);
        door.register(selector, SelectionKey.OP_ACCEPT);
    }

    public static void main(String[] args) throws IOException {
        NoOpServer server = new NoOpServer();
        Thread thread = new Thread(server::serve, "no-op server");
        thread.setDaemon(true);
        thread.start();
        int port = ((InetSocketAddress) server.door.getLocalAddress()).getPort();
        ChildLoop.run("url=http://127.0.0.1:" + port, server::handle);
    }

    private String handle(String[] words) {
        switch (words[0]) {
            case "clear":
                lateness.clear();
                return "";
            case "figures":
                return lateness.figures(
                                Instant.ofEpochMilli(Long.parseLong(words[1])),
                                Instant.ofEpochMilli(Long.parseLong(words[2])))
                        .text();
            default:
                throw new IllegalArgumentException("unknown command " + words[0]);
        }
    }

    private void serve() {
        try {
            while (true) {
                selector.select();
                Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
                while (keys.hasNext()) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    if (key.isAcceptable()) {
                        accept();
                    } else {
                        read(key);
                    }
                }
            }
        } catch (IOException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private void accept() throws IOException {
        SocketChannel client = door.accept();
        if (client != null) {
            client.configureBlocking(false);
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            client.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(BUFFER));
        }
    }

    private void read(SelectionKey key) {
        SocketChannel client = (SocketChannel) key.channel();
        ByteBuffer buffer = (ByteBuffer) key.attachment();
        try {
            if (client.read(buffer) < 0) {
                client.close();
                return;
            }
            int end;
            while ((end = endOfRequest(buffer)) > 0) {
                note(buffer.array(), end);
                buffer.flip().position(end);
                buffer.compact();
                client.write(ByteBuffer.wrap(ANSWER)); // shorter than any socket's buffer
            }
        } catch (IOException e) {
            key.cancel(); // the client is gone
        }
    }

    /** Where the first request in the buffer ends; 0 when it is not complete. */
    private static int endOfRequest(ByteBuffer buffer) {
        byte[] bytes = buffer.array();
        for (int i = 3; i < buffer.position(); i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
                int end = i + 1 + (int) number(value(bytes, i, "Content-Length"));
                return end <= buffer.position() ? end : 0;
            }
        }
        return 0;
    }

    private void note(byte[] bytes, int end) {
        String fireTime = value(bytes, end, FIRE_TIME);
        if (!fireTime.isEmpty()) {
            lateness.record(Instant.parse(fireTime).toEpochMilli());
        }
    }

    private static long number(String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    /** A header's value; empty when it is absent. */
    private static String value(byte[] bytes, int end, String header) {
        int length = header.length();
        for (int i = 0; i + length + 1 < end; i++) {
            if (bytes[i] == '\n' && bytes[i + 1 + length] == ':' && matches(bytes, i + 1, header)) {
                int from = i + 2 + length;
                int to = from;
                while (bytes[to] != '\r') {
                    to++;
                }
                return new String(bytes, from, to - from, StandardCharsets.US_ASCII).trim();
            }
        }
        return "";
    }

    private static boolean matches(byte[] bytes, int at, String header) {
        for (int i = 0; i < header.length(); i++) {
            if (Character.toLowerCase((char) bytes[at + i]) != Character.toLowerCase(header.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
