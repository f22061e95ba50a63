/** Where the picture comes from, and the picture as the network reads it. */
import { t } from "../../../language/words";
import { type ReactNode, useState } from "react";
import { Button } from "../../../figures/marks/controls/Button";
import { Choice } from "../../../figures/marks/choice/Choice";
import { PixelCanvas } from "../../../figures/photo/PixelCanvas";
import { Toggle } from "../../../figures/marks/controls/Toggle";
import { PHOTOS } from "../../../pictures/photos";
import { PictureChoice } from "../../../pictures/PictureChoice";
import { PictureTarget } from "../../../pictures/PictureTarget";
import { reason } from "../../../shell/reason";
import { DrawingPad } from "../../../pictures/drawing/DrawingPad";
import { EMPTY, pixelDrawing } from "../../../pictures/drawing/drawing";
import type { HeldOutSet } from "../held-out/sets";
import { HeldOutInput, type PressedAt } from "./HeldOutInput";
import type { Rgba } from "../../../pictures/rgba-source";
import type { PictureSize } from "./rgba";
import type { PictureAsked } from "./usePictureAsked";
import styles from "./ask.module.css";

const WAYS = [
  { value: "draw", title: "Draw" },
  { value: "photo", title: "Photo or camera" },
  { value: "held", title: "Held out" },
] as const;

interface PictureInputProps extends PictureAsked {
  readonly size: PictureSize;
  readonly sets: readonly HeldOutSet[];
  readonly pressed: PressedAt | null;
}

export function PictureInput(props: PictureInputProps): ReactNode {
  const { asked, change, sets, rgba, size } = props;
  return (
    <div className={styles["picture"]} data-part="picture">
      <Choice
        label="Where the picture comes from"
        options={WAYS.filter(({ value }) => value !== "held" || sets.length > 0)}
        value={asked.way}
        onChange={(way) => change({ way })}
      />
      {asked.way === "draw" && <Drawn {...props} />}
      {asked.way === "photo" && <Photo {...props} />}
      {asked.way === "held" && (
        <>
          <Seen rgba={rgba} size={size} />
          <HeldOutInput {...props} />
        </>
      )}
    </div>
  );
}

function Drawn({ asked, change }: PictureInputProps): ReactNode {
  const [eraser, setEraser] = useState(false);
  const [sample, setSample] = useState(-1);
  const [problem, setProblem] = useState("");
  const another = async (): Promise<void> => {
    try {
      const { heldOut } = await import("../../../pictures/held-out");
      const { pixels } = await heldOut(sample + 1);
      change({ drawing: pixelDrawing(pixels), isSample: true });
      setSample(sample + 1);
    } catch (error) {
      setProblem(reason(error));
    }
  };
  return (
    <>
      <div className={styles["pad"]}>
        <DrawingPad
          drawing={asked.drawing}
          begins={asked.isSample}
          eraser={eraser}
          locked={false}
          onDraw={(drawing) => change({ drawing, isSample: false })}
        />
      </div>
      <div className={styles["row"]}>
        <Button onClick={() => change({ drawing: EMPTY, isSample: false })}>{t("Clear")}</Button>
        <Button onClick={() => void another()}>{t("A digit of the test set")}</Button>
        <Toggle label="eraser" value={eraser} onChange={setEraser} />
        <Toggle
          label={t("centred as MNIST")}
          value={asked.centre}
          onChange={(centre) => change({ centre })}
        />
      </div>
      {problem !== "" && <p className="problem">{problem}</p>}
    </>
  );
}

const NOTHING: ReadonlySet<string> = new Set();

function Photo(props: PictureInputProps): ReactNode {
  const { asked, change, picture, rgba, size, isLive, onCamera } = props;
  return (
    <PictureTarget
      onFile={picture.onFile}
      problem={picture.problem}
      controls={
        <div className={styles["row"]}>
          <PictureChoice
            name={asked.name}
            options={PHOTOS}
            onName={(name) => change({ name })}
            onFile={picture.onFile}
            live={isLive}
            onCamera={onCamera}
            hidden={NOTHING}
            locked={NOTHING}
          />
        </div>
      }
    >
      <Seen rgba={rgba} size={size} />
      {picture.remark !== "" && <p className="soft">{picture.remark}</p>}
    </PictureTarget>
  );
}

interface SeenProps {
  readonly rgba: Rgba | null;
  readonly size: PictureSize;
}

function Seen({ rgba, size: [, rows, columns] }: SeenProps): ReactNode {
  return (
    <figure
      aria-label={t("The picture as the network reads it, {rows} by {columns} pixels", {
        rows,
        columns,
      })}
    >
      <PixelCanvas rgba={rgba} rows={rows} columns={columns} className={styles["seen"]} />
    </figure>
  );
}
