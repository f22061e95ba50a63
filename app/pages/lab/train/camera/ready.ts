/**
 * A small network that learns a few hundred colour pictures within a minute on any machine, and the
 * settings that suit it. Its last convolution sees 8×8 places, so that Grad-CAM has something to
 * show.
 */
import { t } from "../../../../language/words";
import type { NetworkSpec } from "../../../../../engine/graph/spec";
import type { TrainingState } from "../../../../widgets/training/definition";
import { newProject, type Project } from "../../project";

export const READY_SHAPE = [3, 32, 32] as const;

export function readyNetwork(classes: number): NetworkSpec {
  const conv = (name: string, out_channels: number) => ({
    name,
    op: "conv2d",
    out_channels,
    kernel_size: 3,
    padding: 1,
  });
  return {
    format: 1,
    name: "camera",
    input: [...READY_SHAPE],
    layers: [
      conv("conv1", 8),
      { name: "relu1", op: "relu" },
      { name: "pool1", op: "maxpool2d", kernel_size: 2 },
      conv("conv2", 16),
      { name: "relu2", op: "relu" },
      { name: "pool2", op: "maxpool2d", kernel_size: 2 },
      conv("conv3", 32),
      { name: "relu3", op: "relu" },
      { name: "flatten", op: "flatten" },
      { name: "fc", op: "linear", out_features: classes },
    ],
  };
}

export function readyProject(classes: number): Project {
  return newProject(t("Camera network"), readyNetwork(classes));
}

export const READY_SETTINGS = {
  optimiser: "adam",
  rate: 0.001,
  batch: 16,
  pixels: "standard",
  init: "he",
  schedule: "constant",
  steps: 150,
} satisfies Partial<TrainingState>;
