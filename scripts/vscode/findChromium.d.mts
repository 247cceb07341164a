/** The Chromium or Chrome to drive: what CHROMIUM names, else the first on the PATH, else in its usual place. */
export declare function findChromium(): string | undefined
