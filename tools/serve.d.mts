import type { Server } from "node:http";

export interface ServeOptions {
  readonly quiet?: boolean;
  /** Path that the site stands below, e.g. "/lab". */
  readonly base?: string;
  /** Address to listen on; this machine alone when left out. */
  readonly host?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function serve(folder: string, port: number, options?: ServeOptions): Promise<Server>;
export function portOf(text: string | undefined): number | null;
export function siteHeaders(folder: string): Record<string, string>;
