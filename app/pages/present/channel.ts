/**
 * The windows of one lecture: the screen, the speaker's with notes, and others of the audience that
 * follow the screen. They talk within this browser only. The channel is named by the folder of the
 * site and the lesson, because sites of one host share their channels.
 */
import { basePath } from "../../shell/address";
import type { Picture } from "./picture";
import type { Action } from "./present-keys";
import type { Votes } from "./votes";

export type Blank = "none" | "black" | "white";

export type Message =
  | { readonly kind: "hello" }
  | {
      readonly kind: "state";
      readonly step: number;
      readonly blank: Blank;
      readonly frozen?: boolean;
    }
  | { readonly kind: "look" }
  | { readonly kind: "picture"; readonly picture: Picture }
  | { readonly kind: "do"; readonly action: Action }
  | { readonly kind: "go"; readonly step: number }
  /** The codes of a class: typed in the speaker's window, counted on the screen. */
  | { readonly kind: "code"; readonly question: string; readonly code: string }
  | { readonly kind: "clear"; readonly question: string }
  | { readonly kind: "votes"; readonly votes: Votes }
  | { readonly kind: "bye" };

export interface Channel {
  send(message: Message): void;
  close(): void;
}

const KINDS = new Set([
  "hello",
  "look",
  "picture",
  "state",
  "do",
  "go",
  "code",
  "clear",
  "votes",
  "bye",
]);

export function openChannel(lesson: string, receive: (message: Message) => void): Channel {
  if (typeof BroadcastChannel === "undefined")
    return { send: () => undefined, close: () => undefined };
  const channel = new BroadcastChannel(`convlab:${basePath()}:${lesson}`);
  channel.addEventListener("message", (event: MessageEvent<unknown>) => {
    if (isMessage(event.data)) receive(event.data);
  });
  return { send: (message) => channel.postMessage(message), close: () => channel.close() };
}

/**
 * Only windows of this site can speak here; a window of another version still may say what we do
 * not know.
 */
function isMessage(data: unknown): data is Message {
  return (
    typeof data === "object" &&
    data !== null &&
    "kind" in data &&
    typeof data.kind === "string" &&
    KINDS.has(data.kind)
  );
}
