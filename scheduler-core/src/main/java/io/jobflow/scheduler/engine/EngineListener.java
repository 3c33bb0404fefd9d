package io.jobflow.scheduler.engine;

/** Hears of what has happened. Called on the firing loop's thread, so it must be quick and must not throw. */
public interface EngineListener {

    void onNotice(Notice notice);
}
