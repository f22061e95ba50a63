/**
 * Filters of one pixel as a dense layer: the channels of one pixel are a list, the filters the rows
 * of a matrix. The same numbers as in the sheets; what a dense layer makes of them stands beside
 * the convolution's.
 */
import { t } from "../../language/words";
import type { ReactNode } from "react";
import { NumberGrid } from "../marks/number-grid/NumberGrid";
import { useScheme } from "../../theme/scheme";
import type { Dense, Panel } from "../scene/scene";
import { highOf, type VolumeProps, VolumeSheet } from "./parts";
import { Part } from "./Part";
import { Thumbs } from "./Thumbs";
import { paddedSheet } from "./Plate";
import styles from "./plate.module.css";

export function DensePlate(props: VolumeProps & { readonly dense: Dense }) {
  const { volumes, scene, room, actions, dense } = props;
  const { extents } = volumes;
  const least = useScheme() === "projector" ? 34 : 26;
  const wide = Math.floor((room.width - 5 * 34) / (extents.channels + 4)) - 2;
  const cell = Math.max(least, Math.min(46 * room.rem, wide));
  const sheet = (title: string, panel: Panel): ReactNode => (
    <Part title={title} hue={panel.hue}>
      <VolumeSheet panel={panel} at={0} cell={cell} scene={scene} actions={actions} />
    </Part>
  );
  return (
    <div className={styles["dense"]}>
      <PixelMaps {...props} />
      <div className={styles["equation"]}>
        {sheet(t("Filters as rows"), dense.matrix)}
        <Sign text="·" />
        {sheet(t("Pixel"), dense.pixel)}
        {dense.biases !== null && <Sign text="+" />}
        {dense.biases !== null && sheet(t("Biases"), dense.biases)}
        <Sign text="=" />
        <Results {...props} cell={cell} />
      </div>
    </div>
  );
}

/** Where the pixel is: in every channel of the input, and in every sheet of the output. */
function PixelMaps({ volumes, room, actions, dense }: VolumeProps & { readonly dense: Dense }) {
  const { input, output, extents, front, window } = volumes;
  const most = (room.width - 60) / (extents.channels + extents.filters) - 16;
  const size = Math.round(Math.max(40, Math.min(76 * room.rem, most)));
  const { row, column } = dense;
  return (
    <div className={styles["dense-maps"]}>
      <Part title={t("Input, and the pixel")} hue="input">
        <Thumbs
          label={t("Channel")}
          hue="input"
          bare
          sheets={input.sheets.map((_, channel) => paddedSheet(volumes, channel))}
          high={highOf(input)}
          chosen={front.channel}
          size={size}
          window={window}
          onChoose={(channel) => actions.onFront?.({ channel })}
        />
      </Part>
      <Part title={t("Output, one sheet per row of the matrix")} hue="output">
        <Thumbs
          label={t("Filter")}
          hue="output"
          bare
          sheets={output.sheets.map(({ values }) => values)}
          high={highOf(output)}
          chosen={front.filter}
          size={size}
          window={{ row, column, rows: 1, columns: 1 }}
          onChoose={(filter) => actions.onFront?.({ filter })}
        />
      </Part>
    </div>
  );
}

/** Twice the same numbers: the convolution's at this pixel, and the dense layer's. */
function Results({
  volumes: { front, output },
  actions,
  dense,
  cell,
}: VolumeProps & { readonly dense: Dense; readonly cell: number }) {
  const grid = (label: string, values: Dense["made"]): ReactNode => (
    <NumberGrid
      label={label}
      hue="output"
      tensor={output.key}
      values={values}
      size={cell}
      cellStyle={(filter) => (filter === front.filter ? { lit: "output", strong: true } : {})}
      onAsk={({ row }) =>
        actions.onAsk?.({ tensor: output.key, index: [0, row, dense.row, dense.column] })
      }
    />
  );
  return (
    <Part title={t("Convolution, dense")} hue="output">
      <div className={styles["both"]}>
        {grid(t("What the convolution has at this pixel"), dense.convolved)}
        {grid(t("What the dense layer makes of the pixel"), dense.made)}
      </div>
    </Part>
  );
}

function Sign({ text }: { readonly text: string }) {
  return (
    <span className={styles["dense-sign"]} aria-hidden>
      {text}
    </span>
  );
}
