/** What a command would make of the network, before it is done. Pure. */
import { LabError } from "../../../../engine/core/errors";
import { examined, type Examined } from "../../../../engine/graph/examined";
import { type Repair, repairs } from "../../../../engine/graph/repairs";
import type { NetworkSpec } from "../../../../engine/graph/spec";
import { type Command, readCommand } from "./read-command";

export type Outcome =
  | { readonly kind: "unread"; readonly error: LabError }
  | {
      readonly kind: "read";
      readonly command: Command;
      /** Of the layer that the command is about; null where it is not known. */
      readonly shape: readonly number[] | null;
      readonly looked: Examined;
      /** What would make it fit, each tried; none where it fits. */
      readonly offered: readonly Repair[];
    };

/** Null for no command. */
export function outcomeOf(text: string, spec: NetworkSpec, chosen: string | null): Outcome | null {
  if (text.trim() === "") return null;
  try {
    return judged(readCommand(text, spec, chosen));
  } catch (error) {
    if (error instanceof LabError) return { kind: "unread", error };
    throw error;
  }
}

function judged(command: Command): Outcome & { readonly kind: "read" } {
  const { spec, chosen } = command;
  const looked = examined(spec);
  const layer = looked.layers.find((one) => one.spec.name === chosen);
  const shape = chosen === "input" ? spec.input : (layer?.shape?.shape ?? null);
  const offered = looked.problem === null ? [] : repairs(spec);
  return { kind: "read", command, shape, looked, offered };
}
