package io.jobflow.agent.harness;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.jspecify.annotations.Nullable;

/**
 * Jars that are fetched without what they depend on, and so without their POMs: those of some agents, which have all they
 * need packed in, name parents that are not published. Safe for use by any thread.
 */
final class LoneJars {

    private LoneJars() {}

    /** @param coordinates {@code group:artifact:version} */
    static Path of(String coordinates) {
        try (Context maven = Runtimes.INSTANCE.getRuntime().create(settingsOfTheBuild())) {
            return maven.repositorySystem()
                    .resolveArtifact(
                            maven.repositorySystemSession(),
                            new ArtifactRequest(new DefaultArtifact(coordinates), maven.remoteRepositories(), ""))
                    .getArtifact()
                    .getFile()
                    .toPath()
                    .toAbsolutePath();
        } catch (ArtifactResolutionException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static ContextOverrides settingsOfTheBuild() {
        return ContextOverrides.create()
                .withUserSettings(true)
                .offline(Boolean.getBoolean("org.apache.maven.offline"))
                .withLocalRepositoryOverride(path("maven.repo.local"))
                .withUserSettingsXmlOverride(path("org.apache.maven.user-settings"))
                .withGlobalSettingsXmlOverride(path("org.apache.maven.global-settings"))
                .build();
    }

    private static @Nullable Path path(String property) {
        String value = System.getProperty(property);
        return value == null ? null : Path.of(value);
    }
}
