/** All 45 promises, in order. */
import { DELIVERY } from "./delivery";
import { GPU } from "./gpu";
import { INPUT } from "./input";
import { STORAGE } from "./storage";
import { MEMORY } from "./memory";
import { NUMBERS } from "./numbers";
import type { PromiseMade } from "./promise";
import { SECURE } from "./secure";

export const PROMISES: readonly PromiseMade[] = [
  ...INPUT,
  ...GPU,
  ...NUMBERS,
  ...MEMORY,
  ...STORAGE,
  ...DELIVERY,
  ...SECURE,
];
