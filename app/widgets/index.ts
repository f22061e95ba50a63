/** The registry: every widget that a lesson, a link or an embed may name. One line each. */
import type { Widget } from "./widget";

export const widgets: Readonly<Record<string, Widget>> = {};
