/** Networks as blocks and as boxes, in their states. */
import { useState } from "react";
import { LayerBoxes } from "./LayerBoxes";
import type { BoxVolume } from "./drawing";
import { VolumeBoxes } from "./VolumeBoxes";

const conv = (filters: number, f: number, s: number): readonly string[] => [
  `${filters} filters`,
  `f=${f}, s=${s}`,
  "p=0",
  "ReLU",
];
const sample: readonly BoxVolume[] = [
  { layer: null, shape: [3, 39, 39], size: "39×39×3", made: [] },
  { layer: "conv1", shape: [10, 37, 37], size: "37×37×10", made: conv(10, 3, 1) },
  { layer: "conv2", shape: [20, 17, 17], size: "17×17×20", made: conv(20, 5, 2) },
  { layer: "conv3", shape: [40, 7, 7], size: "7×7×40", made: conv(40, 5, 2) },
  { layer: "flatten", shape: [1960], size: "1960", made: ["flatten"] },
  { layer: "fc1", shape: [10], size: "10", made: ["dense", "softmax"] },
];
const steep: readonly BoxVolume[] = [
  { layer: null, shape: [3, 224, 224], size: "224×224×3", made: [] },
  { layer: "conv1", shape: [64, 112, 112], size: "112×112×64", made: conv(64, 7, 2) },
  { layer: "conv2", shape: [512, 7, 7], size: "7×7×512", made: ["many layers"] },
];

function Live() {
  const [chosen, setChosen] = useState<string | null>("conv2");
  return (
    <VolumeBoxes label="The sample network" volumes={sample} chosen={chosen} onChoose={setChosen} />
  );
}

export const gallery = {
  title: "Volumes and boxes",
  states: [
    { name: "the sample network, one chosen", node: <Live /> },
    { name: "a picture only", node: <VolumeBoxes label="The sample network" volumes={sample} /> },
    {
      name: "too different for one scale",
      node: <VolumeBoxes label="A deep network" volumes={steep} />,
    },
    {
      name: "as boxes",
      node: (
        <LayerBoxes
          label="Boxes"
          boxes={[
            { layer: null, title: "INPUT", lines: [], size: "39×39×3" },
            { layer: "conv1", title: "CONV", lines: ["10 of 3×3", "s=1, p=0"], size: "37×37×10" },
          ]}
        />
      ),
    },
  ],
};
