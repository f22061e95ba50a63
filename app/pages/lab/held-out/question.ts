/** A network with its weights and a set of pictures, as workers are asked. */
import { writeSafetensors } from "../../../../engine/data/formats/safetensors";
import type { NetworkShapes } from "../../../../engine/graph/shapes";
import { filledWeights, type Project } from "../project";
import type { SubjectQuestion } from "./subject";

export function questionOf(
  project: Project,
  network: NetworkShapes,
  data: SubjectQuestion["data"],
): SubjectQuestion {
  const { range, mean, std } = project.pixels;
  return {
    base: document.baseURI,
    spec: network.spec,
    weights: writeSafetensors(filledWeights(project, network).weights).buffer,
    data,
    scale: { mean: (mean[0] ?? 0) / range, std: (std[0] ?? 1) / range },
  };
}
