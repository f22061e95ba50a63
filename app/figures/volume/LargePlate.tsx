/**
 * Volumes with more cells than can be read: whole maps as pictures with the window marked, and the
 * numbers of the window and of the filter in digits for the channel in front; the sub-totals of
 * all channels beside them.
 */
import { t } from "../../language/words";
import { ColourScale } from "../marks/colour-scale/ColourScale";
import { HeatMap } from "../marks/heat-map/HeatMap";
import { variables } from "../marks/style";
import { useOnStage } from "../marks/use-window-height";
import type { Colouring } from "../marks/number-grid/cell-style";
import { type CellAt, cellKey, indexIn, type Scene } from "../scene/scene";
import type { Room } from "./arrange";
import { highOf, insideOf, Named, type VolumeProps, VolumeSheet } from "./parts";
import { Part } from "./Part";
import { paddedSheet } from "./Plate";
import { Subtotals } from "./Sums";
import { Thumbs } from "./Thumbs";
import { underFilter } from "./window";
import styles from "./plate.module.css";

/** Narrower than this the page is a phone's. */
const NARROW = 560;

export function LargePlate(props: VolumeProps) {
  const { volumes, scene, room, actions } = props;
  const { output, filter, extents, front } = volumes;
  const stage = useOnStage();
  const pair = Math.floor((room.width - 40) / (2 * extents.kernel)) - 4;
  const alone = Math.max(40, Math.floor((room.width - 20) / extents.kernel) - 4);
  const cell = Math.min(room.most, pair >= 40 ? pair : alone);
  const under = underFilter(volumes);
  const channel =
    extents.channels === 1 ? "" : t(", channel {channel}", { channel: front.channel });
  const sheet = { scene: quiet(scene), actions, at: front.channel, cell, coloured: true };
  return (
    <>
      <div className={styles["large"]}>
        <InputMaps {...props} />
        <OutputMap {...props} />
      </div>
      {extents.filters > 1 && (
        <Thumbs
          label={t("Filter")}
          hue="output"
          sheets={output.sheets.map(({ values }) => values)}
          high={highOf(output)}
          chosen={front.filter}
          size={Math.round(26 * Math.min(1.25, room.rem))}
          onChoose={(next) => actions.onFront?.({ filter: next })}
        />
      )}
      <div className={styles["zoomed"]}>
        <Part title={`${under.title}${channel}`} hue="input">
          <VolumeSheet panel={under} {...sheet} />
        </Part>
        <Part title={`∗ ${filter.title}${channel}`} hue={filter.hue}>
          <VolumeSheet panel={filter} {...sheet} />
        </Part>
        <Subtotals {...props} wide={stage} />
      </div>
    </>
  );
}

/** A step that is a whole number reads all of the window: nothing in it stands out. */
function quiet(scene: Scene): Scene {
  const { pointed, worked } = scene;
  if (worked?.isWhole === false) return scene;
  const cellStyles = pointed === null ? [] : [cellKey(pointed.tensor, pointed.index)];
  return {
    ...scene,
    cellStyles: new Map(cellStyles.map((key) => [key, scene.cellStyles.get(key) ?? {}])),
  };
}

function signed(high: number): Colouring {
  return { palette: "diverging", low: -high, high };
}

function InputMaps({ volumes, room, actions }: VolumeProps) {
  const { input, extents, window, front } = volumes;
  const { rows, columns, channels } = extents;
  const narrow = !useOnStage() && room.width < NARROW;
  const across = narrow ? Math.min(3, channels) : channels;
  const output = narrow ? 0 : 24 + 24 * room.rem + outputWidth(room);
  // One channel is drawn at the scale of the output beside it.
  const size =
    channels === 1
      ? Math.round((outputWidth(room) * columns) / extents.outColumns)
      : Math.max(36, Math.min(112 * room.rem, Math.floor((room.width - output) / across) - 15));
  const sheets = input.sheets.map((_, channel) => paddedSheet(volumes, channel));
  return (
    <Named panel={input} size={[...insideOf(volumes), channels]}>
      {channels === 1 ? (
        <HeatMap
          label={input.title}
          rows={rows}
          columns={columns}
          data={sheets.flat(2)}
          colouring={signed(highOf(input))}
          width={size}
          rings={window === null ? [] : [{ ...window, hue: "weight" }]}
        />
      ) : (
        <Thumbs
          label={t("Channel")}
          hue="input"
          bare
          sheets={sheets}
          high={highOf(input)}
          chosen={front.channel}
          size={size}
          window={window}
          onChoose={(channel) => actions.onFront?.({ channel })}
        />
      )}
    </Named>
  );
}

function outputWidth({ width, rem }: Room): number {
  return Math.round(Math.max(110, Math.min(150 * rem, width / 5.4)));
}

function OutputMap({ volumes: { output, extents, front }, scene, room, actions }: VolumeProps) {
  const width = outputWidth(room);
  const sheet = output.sheets[front.filter];
  if (sheet === undefined) return null;
  const at = (row: number, column: number): CellAt => ({
    tensor: sheet.tensor,
    index: indexIn(sheet, row, column),
  });
  const [, , row = 0, column = 0] = scene.cursor?.index ?? [];
  const colouring = signed(highOf(output));
  const { outRows, outColumns } = extents;
  return (
    <Part title={`= ${output.title} ${front.filter}, ${outRows} × ${outColumns}`} hue={output.hue}>
      <HeatMap
        label={t("{title}, channel {filter}", { title: output.title, filter: front.filter })}
        rows={outRows}
        columns={outColumns}
        data={sheet.values.flat().map((value) => value ?? 0)}
        colouring={colouring}
        width={width}
        cursor={scene.cursor === null ? null : { row, column }}
        onCursor={() => {}}
        onAsk={(place) => actions.onAsk?.(at(place.row, place.column))}
      />
      <div style={variables({ "--width": `${width}px` })} className={styles["scale"]}>
        <ColourScale label={output.title} {...colouring} />
      </div>
    </Part>
  );
}
