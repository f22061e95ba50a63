/** The classes of the network that reads digits. */
export const DIGITS = [..."0123456789"];

/** To choose from. */
export const DIGIT_OPTIONS = DIGITS.map((digit) => ({ value: digit, title: digit }));
