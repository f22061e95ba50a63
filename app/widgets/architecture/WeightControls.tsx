/** Weights and class names that the reader opens for the network of a run. */
import { t } from "../../language/words";
import { useState } from "react";
import type { Weights } from "../../../engine/train/weights";
import { Choice } from "../../figures/marks/choice/Choice";
import { FileButton } from "../../figures/marks/controls/FileButton";
import type { ViewProps } from "./Architecture";
import { openWeights, WEIGHT_FILES } from "./open-weights";
import type { Pixels } from "./source";

const PIXELS: readonly { readonly value: Pixels; readonly title: string }[] = [
  { value: "torchvision", title: "as torchvision" },
  { value: "caffe", title: "blue first, as Caffe" },
];

interface Given {
  readonly name: string;
  readonly weights: Weights;
}

/** What the reader opened for this network; nothing at first. */
export function useGiven(network: ViewProps["network"]) {
  const [given, setGiven] = useState<Given | null>(null);
  const [classes, setClasses] = useState<readonly string[]>([]);
  const [fileProblem, setProblem] = useState("");
  const openFile = async (file: File): Promise<void> => {
    const opened = await openWeights(file, network);
    setProblem(opened.kind === "problem" ? opened.why : "");
    if (opened.kind === "weights") setGiven(opened);
    if (opened.kind === "classes") setClasses(opened.classes);
  };
  return { given, classes, fileProblem, openFile };
}

interface WeightControlsProps extends ViewProps {
  readonly running: boolean;
  readonly given: Given | null;
  readonly onWeights: (file: File) => Promise<void>;
}

export function WeightControls(props: WeightControlsProps) {
  const { state, change, network, hidden, locked, running, given, onWeights } = props;
  if (hidden.has("file")) return null;
  return (
    <>
      <FileButton
        label={t("Weights or class names")}
        accept={WEIGHT_FILES}
        disabled={running || locked.has("file")}
        onFile={(file) => void onWeights(file)}
      >
        {t("Open weights")}
      </FileButton>
      {given !== null && network.spec.input[0] === 3 && (
        <Choice
          label={t("Pixels")}
          options={PIXELS}
          value={state.pixels}
          locked={locked.has("pixels")}
          onChange={(pixels) => change({ ...state, pixels })}
        />
      )}
    </>
  );
}
