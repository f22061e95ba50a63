import type { Plugin } from "vite";

export function buildWasm(force?: boolean): Promise<boolean>;
export function wasm(): Plugin;
