package dev.lastack.it.harness;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Files of the local Maven repository, fetched into it where they are missing: with the settings, mirrors, repository
 * and {@code --offline} of the Maven that runs the tests, or else of the user.
 */
final class MavenArtifacts {

    /** Beside other processes that fill the same repository. */
    private static final Map<String, Object> LOCKS =
            Map.of("aether.syncContext.named.factory", "file-lock", "aether.syncContext.named.nameMapper", "file-gav");

    private static final class AsMavenWasTold {
        static final MavenArtifacts INSTANCE =
                new MavenArtifacts("offline=true".equals(System.getProperty("lastack.it.maven.network")));
    }

    /** As open as the JVM is: the tests end with it. */
    private final Context maven;

    MavenArtifacts(boolean offline) {
        ContextOverrides.Builder told = ContextOverrides.create()
                .withUserSettings(true)
                .configProperties(LOCKS)
                .offline(offline ? Boolean.TRUE : null);
        place("repository").ifPresent(told::withLocalRepositoryOverride);
        place("settings").ifPresent(told::withUserSettingsXmlOverride);
        place("global-settings").ifPresent(told::withGlobalSettingsXmlOverride);
        maven = Runtimes.INSTANCE.getRuntime().create(told.build());
    }

    static MavenArtifacts asMavenWasTold() {
        return AsMavenWasTold.INSTANCE;
    }

    /** @param coordinate {@code groupId:artifactId[:extension[:classifier]]:version} */
    Path file(String coordinate) throws ArtifactResolutionException {
        ArtifactRequest request =
                new ArtifactRequest(new DefaultArtifact(coordinate), maven.remoteRepositories(), "the tests");
        return maven.repositorySystem()
                .resolveArtifact(maven.repositorySystemSession(), request)
                .getArtifact()
                .getFile()
                .toPath();
    }

    /** The class path that these have together, as a project that names them would. */
    List<Path> withDependencies(List<String> coordinates) throws DependencyResolutionException {
        CollectRequest all = new CollectRequest();
        for (String coordinate : coordinates) {
            all.addDependency(new Dependency(new DefaultArtifact(coordinate), JavaScopes.COMPILE));
        }
        all.setRepositories(maven.remoteRepositories());
        DependencyRequest request = new DependencyRequest(
                all, DependencyFilterUtils.classpathFilter(JavaScopes.COMPILE, JavaScopes.RUNTIME));
        return maven
                .repositorySystem()
                .resolveDependencies(maven.repositorySystemSession(), request)
                .getArtifactResults()
                .stream()
                .map(result -> result.getArtifact().getFile().toPath())
                .toList();
    }

    private static Optional<Path> place(String name) {
        return Optional.ofNullable(System.getProperty("lastack.it.maven." + name))
                .map(Path::of)
                .filter(Files::exists);
    }
}
