/**
 * A network in an exercise, as blocks or as boxes. In a chunk of its own: only exercises about
 * networks need the drawings.
 */
import type { ReactNode } from "react";
import { LayerBoxes } from "../../../figures/volume-boxes/LayerBoxes";
import { VolumeBoxes } from "../../../figures/volume-boxes/VolumeBoxes";
import type { Part } from "../../practice/practice";

interface NetworkPartProps {
  readonly part: Extract<Part, { kind: "drawing" | "boxes" }>;
}

export function NetworkPart({ part }: NetworkPartProps): ReactNode {
  return part.kind === "drawing" ? (
    <VolumeBoxes label={part.label} volumes={part.volumes} small />
  ) : (
    <LayerBoxes label={part.label} boxes={part.boxes} />
  );
}
