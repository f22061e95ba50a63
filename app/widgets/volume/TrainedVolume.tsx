/**
 * A trained network's layer: whole maps as pictures with the window marked, and the numbers of the window and of the filter in
 * digits for the channel in front; the sub-totals of all channels, the bias and the activation beside them.
 */
import { LiveText } from "../../figures/marks/live-text/LiveText";
import { HeatMap } from "../../figures/marks/heat-map/HeatMap";
import { variables } from "../../figures/marks/style";
import { ColourScale } from "../../figures/marks/colour-scale/ColourScale";
import { Part } from "../../figures/volume/Part";
import { Thumbs } from "../../figures/volume/Thumbs";
import { useVolumeRoom } from "../../figures/volume/useVolumeRoom";
import type { Room } from "../../figures/volume/arrange";
import type { WidgetProps } from "../widget";
import { Counts } from "./Counts";
import { layerOf, sheetOf } from "./layer";
import { withChannel, withFilter } from "./picking";
import { sceneOf } from "./scene";
import { FilterSheet, padded, signed, WindowSheet } from "./Sheets";
import { Subtotals } from "./Subtotals";
import styles from "./trained.module.css";
import type { TrainedNumbers } from "./trained-layer";
import { useTrained } from "./useTrained";
import { useViews } from "./useViews";
import shared from "./volume.module.css";
import { VolumeControls } from "./VolumeControls";
import { drawnExtents, extentsOf, settingsOf, type VolumeState } from "./volume-state";
import { Worked } from "./Worked";

export function TrainedVolume(props: WidgetProps<VolumeState>) {
  const { numbers, problem, retry } = useTrained(props.state);
  if (numbers !== null) return <Shown {...props} numbers={numbers} />;
  return (
    <div className={shared["volume"]}>
      {problem === null ? <p className={styles["waiting"]}>The trained layer is being loaded.</p> : <p role="alert">{problem}</p>}
      {problem !== null && (
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

interface ShownProps extends WidgetProps<VolumeState> {
  readonly numbers: TrainedNumbers;
}

const NOT_HERE = ["x", "w", "b"];

function Shown({ numbers, ...props }: ShownProps) {
  const { state, hidden, mode } = props;
  const [box, room] = useVolumeRoom(mode === "stage");
  const shown: VolumeState = { ...state, ...numbers, ...settingsOf(state) };
  const scene = sceneOf(shown);
  const views = useViews({ ...props, locked: new Set([...props.locked, ...NOT_HERE]) }, scene);
  // A step that is a whole number reads all of the window: nothing in it stands out.
  const lit: typeof views.lit = (tensor, ...index) => {
    const how = views.lit(tensor, ...index);
    return how === "lit" && state.grain === "cell" ? "none" : how;
  };
  const drawn = { ...views, lit, room, shown };
  return (
    <div className={shared["volume"]}>
      {mode !== "print" && <VolumeControls {...views} noPeel={null} />}
      <div ref={box} className={shared["picture"]}>
        <div className={styles["maps"]}>
          <InputMaps {...drawn} />
          <OutputMap {...drawn} />
        </div>
        <Zoomed {...drawn} />
      </div>
      {(mode !== "stage" || state.all) && <Worked {...views} most={1} />}
      {!hidden.has("counts") && <Counts state={state} />}
      <LiveText text={scene.sentence} />
    </div>
  );
}

interface DrawnProps extends ReturnType<typeof useViews> {
  readonly room: Room;
  /** The state with the layer's numbers in it; what is changed is `state`, which stays small. */
  readonly shown: VolumeState;
}

function InputMaps({ state, shown, change, scene, room, mode }: DrawnProps) {
  const { rows, columns, channels } = drawnExtents(state);
  const narrow = mode !== "stage" && room.width < 560;
  const across = narrow ? Math.min(3, channels) : channels;
  const output = narrow ? 0 : 24 + 24 * room.rem + outputWidth(room);
  // One channel is drawn at the scale of the output beside it.
  const size =
    channels === 1
      ? Math.round((outputWidth(room) * columns) / extentsOf(state).columns)
      : Math.max(36, Math.min(112 * room.rem, Math.floor((room.width - output) / across) - 15));
  const sheets = shown.x.map((sheet) => padded(sheet, shown.padding));
  const { high } = signed(shown.x.flat(2));
  return (
    <Part title={`Input ${shown.x[0]?.length} × ${shown.x[0]?.[0]?.length} × ${channels}`} hue="input">
      {channels === 1 ? (
        <HeatMap
          label="Input"
          rows={rows}
          columns={columns}
          data={sheets.flat(2).map((value) => value ?? 0)}
          colouring={{ palette: "diverging", low: -high, high }}
          width={size}
          rings={scene.window === null ? [] : [{ ...scene.window, hue: "weight" }]}
        />
      ) : (
        <Thumbs
          label="Channel"
          hue="input"
          bare
          sheets={sheets}
          high={high}
          chosen={scene.front.channel}
          size={size}
          window={scene.window}
          onChoose={(channel) => change(withChannel(state, channel))}
        />
      )}
    </Part>
  );
}

function outputWidth({ width, rem }: Room): number {
  return Math.round(Math.max(110, Math.min(150 * rem, width / 5.4)));
}

function OutputMap({ shown, scene, room, ask }: DrawnProps) {
  const { outRows, outColumns } = drawnExtents(shown);
  const width = outputWidth(room);
  const { filter } = scene.front;
  const y = layerOf(shown).values["y"];
  const colouring = signed([...(y?.data ?? [])]);
  const [, , row = 0, column = 0] = scene.target?.index ?? [];
  return (
    <Part title={`= Output ${filter}, ${outRows} × ${outColumns}`} hue="output">
      <HeatMap
        label={`Output, filter ${filter}`}
        rows={outRows}
        columns={outColumns}
        data={y === undefined ? [] : sheetOf(y, 0, filter).flat()}
        colouring={colouring}
        width={width}
        cursor={scene.target === null ? null : { row, column }}
        onCursor={() => {}}
        onAsk={(place) => ask("y", [0, filter, place.row, place.column])}
      />
      <div style={variables({ "--width": `${width}px` })} className={styles["scale"]}>
        <ColourScale label="Output" {...colouring} />
      </div>
    </Part>
  );
}

function Zoomed(props: DrawnProps) {
  const { state, shown, change, scene, room, mode } = props;
  const { filters, channels } = drawnExtents(state);
  const { filter, channel } = scene.front;
  const y = layerOf(shown).values["y"];
  const pair = Math.floor((room.width - 40) / 10) - 4;
  const size = Math.min(room.most, pair >= 40 ? pair : Math.max(40, Math.floor((room.width - 20) / 5) - 4));
  const sheet = { ...props, state: shown, size, digit: room.digit };
  return (
    <>
      <Thumbs
        label="Filter"
        hue="output"
        sheets={y === undefined ? [] : Array.from({ length: filters }, (_, at) => sheetOf(y, 0, at))}
        high={signed([...(y?.data ?? [])]).high}
        chosen={filter}
        size={Math.round(26 * Math.min(1.25, room.rem))}
        onChoose={(next) => change(withFilter(state, next))}
      />
      <div className={styles["zoomed"]}>
        <Part title={channels === 1 ? "Under the filter" : `Under the filter, channel ${channel}`} hue="input">
          <WindowSheet {...sheet} channel={channel} colours={signed(shown.x.flat(2))} />
        </Part>
        <Part title={`∗ Filter ${filter}${channels === 1 ? "" : `, channel ${channel}`}`} hue="weight">
          <FilterSheet {...sheet} filter={filter} channel={channel} colours={signed(shown.w.flat(3))} />
        </Part>
        <Subtotals wide={mode === "stage"} scene={scene} channels={channels} onChoose={(next) => change(withChannel(state, next))} />
      </div>
    </>
  );
}
