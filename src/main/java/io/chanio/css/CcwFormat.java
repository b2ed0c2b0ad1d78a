package io.chanio.css;

/** The two layouts of a channel-command word; the ORB's F bit says which a program uses. */
public enum CcwFormat {
    FORMAT_0,
    FORMAT_1
}
