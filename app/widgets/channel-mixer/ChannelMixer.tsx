/** A colour photo before and after three 1×1 filters, the weights as a grid, and the arithmetic of one pixel. */
import { useMemo, useState } from "react";
import type { Tensor } from "../../../engine/core/tensor";
import { layOut } from "../../figures/describe/arithmetic";
import { Choice } from "../../figures/marks/choice/Choice";
import { ArithmeticStrip } from "../../figures/marks/arithmetic-strip/ArithmeticStrip";
import { NumberGrid } from "../../figures/marks/number-grid/NumberGrid";
import { Photo } from "../../figures/photo/Photo";
import { creditOf, titleOf } from "../../pictures/photos";
import { PictureChoice } from "../../pictures/PictureChoice";
import { PictureTarget, Waiting } from "../../pictures/PictureTarget";
import { useCameraPress } from "../../pictures/useCameraPress";
import { usePicture } from "../../pictures/usePicture";
import { useFigureServices } from "../services";
import type { WidgetProps } from "../widget";
import { channelMixer, CHANNELS, MIXES, type MixerState, PHOTOS, SIDE } from "./definition";
import { bytesOf, explainPixel, mixed } from "./mixing";
import { COLOUR_PICTURES } from "./source";
import styles from "./channel-mixer.module.css";

const OUTPUTS = CHANNELS.map((value) => ({ value, title: `new ${value}` }));

export function ChannelMixer(props: WidgetProps<MixerState>) {
  const { id, state, change, hidden, locked } = props;
  const { visible } = useFigureServices();
  const [pressed, setPressed] = useCameraPress(state.photo);
  const [frame, setFrame] = useState<Tensor | null>(null);
  const wish = { id, name: state.photo, watching: pressed && visible, onFrame: setFrame };
  const { picture, live, remark, problem, open } = usePicture(COLOUR_PICTURES, wish);
  const photo = live ? frame : picture;
  const take = async (file: File): Promise<void> => {
    if (!locked.has("own") && (await open(file))) change({ ...state, photo: "own" });
  };
  const onFile = (file: File): void => void take(file);
  const cursor = (row: number, column: number): void =>
    change(channelMixer.restore({ ...state, row, column }, state), { history: "merge" });
  const controls = (
    <div className={styles["controls"]} data-controls>
      <PictureChoice
        name={state.photo}
        options={PHOTOS.map((name) => ({ name, title: titleOf(name) }))}
        onName={(name) => change(channelMixer.restore({ ...state, photo: name }, state))}
        onFile={onFile}
        live={state.photo === "live" && pressed}
        onCamera={(on) => {
          setPressed(on);
          change({ ...state, photo: on ? "live" : PHOTOS[0] });
        }}
        hidden={hidden}
        locked={locked}
      />
      {!hidden.has("mix") && <MixChoice {...props} />}
    </div>
  );
  return (
    <PictureTarget onFile={onFile} problem={problem} controls={props.mode !== "print" && controls}>
      {photo === null ? (
        <Waiting name={state.photo} pressed={pressed} />
      ) : (
        <Pictures state={state} photo={photo} remark={remark === "" ? creditOf(state.photo) : remark} onCursor={cursor} />
      )}
      <div className={styles["below"]}>
        <Weights {...props} />
        {photo !== null && (
          <div className={styles["pixel"]}>
            {!hidden.has("channel") && (
              <Choice
                label="Channel whose arithmetic is shown"
                options={OUTPUTS}
                value={state.channel}
                locked={locked.has("channel")}
                onChange={(channel) => change({ ...state, channel })}
              />
            )}
            <ArithmeticStrip
              title={`new ${state.channel} of the pixel at row ${state.row}, column ${state.column}`}
              arithmetic={layOut(explainPixel(photo, state, CHANNELS.indexOf(state.channel)), { label: `new ${state.channel}` })}
            />
          </div>
        )}
      </div>
    </PictureTarget>
  );
}

function MixChoice({ state, change, locked }: WidgetProps<MixerState>) {
  return (
    <label>
      <span>Mix</span>
      <select
        value={mixNamed(state)}
        disabled={locked.has("mix")}
        onChange={(event) => {
          const mix = MIXES[event.target.value];
          if (mix !== undefined) change({ ...state, w: mix.w, b: mix.b });
        }}
      >
        <option value="own" disabled>
          your own
        </option>
        {Object.entries(MIXES).map(([name, { title }]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

function Weights({ state, change, locked }: WidgetProps<MixerState>) {
  const set = (w: MixerState["w"]): void => change({ ...state, w });
  return (
    <div className={styles["weights"]}>
      <ul aria-hidden>
        {CHANNELS.map((name) => (
          <li key={name}>{name} =</li>
        ))}
      </ul>
      <NumberGrid
        label="Weights: a row for each output channel, a column for each input channel: red, green, blue"
        hue="weight"
        values={state.w}
        size={56}
        magnitude={4}
        onEdit={
          locked.has("w")
            ? undefined
            : (place, value) =>
                set(state.w.map((row, at) => (at === place.row ? row.map((old, to) => (to === place.column ? value : old)) : row)))
        }
        onPaste={locked.has("w") ? undefined : (matrix) => set(state.w.map((row, at) => row.map((old, to) => matrix[at]?.[to] ?? old)))}
      />
      <NumberGrid
        label="Biases, one for each output channel"
        hue="bias"
        values={state.b.map((value) => [value])}
        size={56}
        magnitude={4}
        onEdit={
          locked.has("b")
            ? undefined
            : (place, value) => change({ ...state, b: state.b.map((old, at) => (at === place.row ? value : old)) })
        }
      />
    </div>
  );
}

interface PicturesProps {
  readonly state: MixerState;
  readonly photo: Tensor;
  /** Where the picture is from. */
  readonly remark: string;
  readonly onCursor: (row: number, column: number) => void;
}

function Pictures({ state, photo, remark, onCursor }: PicturesProps) {
  const cursor = { row: state.row, column: state.column };
  const { w, b } = state;
  const before = useMemo(() => bytesOf(photo), [photo]);
  const after = useMemo(() => bytesOf(mixed(photo, { w, b })), [photo, w, b]);
  return (
    <div>
      <div className={styles["pictures"]}>
        <Photo label="Before" bytes={before} side={SIDE} cursor={cursor} onCursor={onCursor} />
        <Photo label="After three 1×1 filters" bytes={after} side={SIDE} cursor={cursor} onCursor={onCursor} />
      </div>
      <p className={styles["credit"]}>{remark}</p>
    </div>
  );
}

function mixNamed(state: MixerState): string {
  const numbers = JSON.stringify([state.w, state.b]);
  return Object.entries(MIXES).find(([, { w, b }]) => JSON.stringify([w, b]) === numbers)?.[0] ?? "own";
}
