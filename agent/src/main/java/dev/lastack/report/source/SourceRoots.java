package dev.lastack.report.source;

import dev.lastack.report.document.CodeSite;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folders of sources, and the repository they are in: a frame's file is looked for in each. Reads the file system when
 * it is asked. Not for an agent's hot path; any thread.
 */
public final class SourceRoots {

    /** Below a build's module: source sets of Maven and Gradle. */
    private static final List<String> SOURCE_SETS = List.of("main", "test", "integrationTest", "testFixtures");

    private static final List<String> LANGUAGES = List.of("java", "kotlin", "scala", "groovy");

    /** Of modules within modules; deeper ones are rare, and a folder may be a whole disk. */
    private static final int MODULE_DEPTH = 4;

    private static final int MOST_FOLDERS = 20_000;

    private static final Set<String> NO_MODULES =
            Set.of("src", "target", "build", "out", "bin", "node_modules", "proc", "sys");

    /** In the order in which they are looked for. */
    private static final List<String> BUILD_FILES =
            List.of("pom.xml", "build.gradle.kts", "build.gradle", "build.sbt", "README.md");

    private final Path folder;

    /** Null where they are to be looked for; guarded by this. */
    private @Nullable List<Path> roots;

    private SourceRoots(Path folder, @Nullable List<Path> roots) {
        this.folder = folder.toAbsolutePath().normalize();
        this.roots = roots;
    }

    /** Those that are named. Paths are told relative to the repository that holds the folder. */
    public static SourceRoots of(Path folder, List<Path> roots) {
        return new SourceRoots(folder, roots.stream().map(folder::resolve).toList());
    }

    /** {@code src/main/java} and its like, in the folder and in the modules below it: looked for when first asked. */
    public static SourceRoots below(Path folder) {
        return new SourceRoots(folder, null);
    }

    private synchronized List<Path> roots() {
        if (roots == null) {
            roots = find(folder);
        }
        return roots;
    }

    private static List<Path> find(Path folder) {
        List<Path> roots = new ArrayList<>();
        try {
            Files.walkFileTree(folder, Set.of(), MODULE_DEPTH, new Modules(roots));
        } catch (IOException e) {
            // what was found until then
        }
        return roots;
    }

    /** The innermost folder upwards that is a Git repository; where there is none the folder itself. */
    private Path repository() {
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return at;
            }
        }
        return folder;
    }

    /**
     * The file's path relative to the repository, with slashes: {@code orders/src/main/java/com/acme/Prices.java}.
     * Where
     * no root has it, its path by its package; null where the frame names no file.
     */
    public @Nullable String pathOf(CodeSite site) {
        if (site.file() == null) {
            return null;
        }
        Path file = fileOf(site);
        return file == null ? site.folder() + site.file() : told(file);
    }

    /** The file of the build, relative to the repository: for what is about no file. One of that name may be missing. */
    public String buildFile() {
        for (Path at : List.of(folder, repository())) {
            for (String name : BUILD_FILES) {
                if (Files.isRegularFile(at.resolve(name))) {
                    return told(at.resolve(name));
                }
            }
        }
        return BUILD_FILES.get(BUILD_FILES.size() - 1);
    }

    /** Whether a root has the file of this frame. */
    public boolean has(CodeSite site) {
        return fileOf(site) != null;
    }

    private @Nullable Path fileOf(CodeSite site) {
        if (site.file() == null) {
            return null;
        }
        for (Path root : roots()) {
            Path file = found(root, site, site.folder() + site.file());
            if (file != null) {
                return file;
            }
        }
        return null;
    }

    /** Kotlin's convention leaves out the folders that all packages of a root share: then the end of them is there. */
    private static @Nullable Path found(Path root, CodeSite site, String below) {
        String rest = below;
        while (true) {
            Path file = resolved(root, rest);
            if (file == null) {
                return null;
            }
            if (Files.isRegularFile(file)) {
                return file;
            }
            int slash = rest.indexOf('/');
            if (slash < 0 || !isKotlin(site)) {
                return null;
            }
            rest = rest.substring(slash + 1);
        }
    }

    /** Null where the name, which is the class file's, leads out of the root or is no name here. */
    private static @Nullable Path resolved(Path root, String below) {
        try {
            Path absolute = root.toAbsolutePath().normalize();
            Path file = absolute.resolve(below).normalize();
            return file.startsWith(absolute) ? file : null;
        } catch (java.nio.file.InvalidPathException e) {
            return null;
        }
    }

    private static boolean isKotlin(CodeSite site) {
        return site.file() != null && site.file().endsWith(".kt");
    }

    private String told(Path file) {
        Path normal = file.toAbsolutePath().normalize();
        Path repository = repository();
        Path path = normal.startsWith(repository) ? repository.relativize(normal) : normal;
        return path.toString().replace(java.io.File.separatorChar, '/');
    }

    private static final class Modules extends SimpleFileVisitor<Path> {

        private final List<Path> roots;
        private int visited;

        Modules(List<Path> roots) {
            this.roots = roots;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            Path name = folder.getFileName();
            if (++visited > MOST_FOLDERS) {
                return FileVisitResult.TERMINATE;
            }
            if (visited > 1
                    && name != null
                    && (NO_MODULES.contains(name.toString()) || name.toString().startsWith("."))) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            for (String set : SOURCE_SETS) {
                for (String language : LANGUAGES) {
                    Path root = folder.resolve("src").resolve(set).resolve(language);
                    if (Files.isDirectory(root)) {
                        roots.add(root);
                    }
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
