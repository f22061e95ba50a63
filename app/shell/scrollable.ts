/** What is wide scrolls by itself; so it must take the focus, or no key could scroll it. */
export const SCROLLABLE = { tabIndex: 0, role: "region" };
