package io.jobflow.agent.weave;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which sites are woven into a class, and what became of it. Called on class-loading threads; must not throw. */
public interface SiteSelection {

    /** Stands for all sites of a class that was woven at build time. */
    String BUILD_TIME = "build time";

    /** Every site. */
    SiteSelection ALL = new SiteSelection() {
        @Override
        public boolean isOn(String site) {
            return true;
        }

        @Override
        public void woven(String site, @Nullable ClassLoader loader, String className, Set<String> calls) {}
    };

    /** Whether the advice of this site is to be put in. */
    boolean isOn(String site);

    /**
     * A class was woven for a site.
     *
     * @param loader the class's loader; null for the boot loader
     * @param className with dots
     * @param calls the methods of the door that the site's advice calls, as far as it was read yet
     */
    void woven(String site, @Nullable ClassLoader loader, String className, Set<String> calls);
}
