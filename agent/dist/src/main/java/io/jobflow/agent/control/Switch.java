package io.jobflow.agent.control;

/** Switches the whole agent off and on while the application runs. Safe for use by any thread. */
public interface Switch {

    /** Returns at once; no run begins from now on. */
    void offInBackground(String because);

    /** @return how many classes have their original code again */
    int off(String because);

    /** @return how many classes were woven */
    int on();
}
