/** A colour photo before and after three 1×1 filters, in the explorer; and where it comes from. */
import { t } from "../../language/words";
import { useState } from "react";
import type { Tensor } from "../../../engine/core/tensor";
import { Explorer, withCell } from "../../explorer/Explorer";
import { cellAt } from "../../explorer/walk";
import { Choice } from "../../figures/marks/choice/Choice";
import { Select } from "../../figures/marks/controls/Select";
import { COLOUR_PICTURES, COLOURS } from "../../pictures/colour-pictures";
import { creditOf, titleOf } from "../../pictures/photos";
import { PictureChoice } from "../../pictures/PictureChoice";
import { PictureTarget, Waiting } from "../../pictures/PictureTarget";
import { useCameraPress } from "../../pictures/useCameraPress";
import { useFigurePicture } from "../../pictures/usePicture";
import { useFigureServices } from "../services";
import type { WidgetProps } from "../widget";
import { fields, MIXES, type MixerState, mixOf, PHOTOS, setupOf } from "./state";
import styles from "./channel-mixer.module.css";

const CHANNELS = COLOURS.map((value) => ({ value, title: `new ${value}` }));
const OPTIONS = PHOTOS.map((name) => ({ name, title: titleOf(name) }));

export function ChannelMixer(props: WidgetProps<MixerState>) {
  const { state, change, hidden, locked, mode } = props;
  const [pressed, setPressed] = useCameraPress(state.photo);
  const [frame, setFrame] = useState<Tensor | null>(null);
  const choose = (name: string): void => change(fields.restore({ ...state, photo: name }, state));
  const { picture, live, remark, problem, onFile, lessonPictures } = useFigurePicture(
    COLOUR_PICTURES,
    useFigureServices(),
    props,
    { name: state.photo, onName: choose, watching: pressed, onFrame: setFrame },
  );
  const photo = live ? frame : picture;
  const choosing = (
    <PictureChoice
      name={state.photo}
      options={[...OPTIONS, ...lessonPictures]}
      onName={choose}
      onFile={onFile}
      live={state.photo === "live" && pressed}
      onCamera={(on) => {
        setPressed(on);
        change({ ...state, photo: on ? "live" : PHOTOS[0] });
      }}
      hidden={hidden}
      locked={locked}
    />
  );
  const controls = mode !== "print" && (
    <div className={styles["controls"]} data-controls>
      {choosing}
      {!hidden.has("mix") && <MixChoice {...props} />}
    </div>
  );
  return (
    <PictureTarget onFile={onFile} problem={problem} controls={controls}>
      {photo === null ? (
        <Waiting name={state.photo} pressed={pressed} problem={problem} />
      ) : (
        <>
          <Photos {...props} photo={photo} />
          {mode !== "print" && !hidden.has("channel") && (
            <div>
              <Choice
                label={t("Channel whose arithmetic is shown")}
                options={CHANNELS}
                value={state.channel}
                locked={locked.has("channel")}
                onChange={(channel) => change({ ...state, channel })}
              />
            </div>
          )}
        </>
      )}
      <p className="soft">{remark === "" ? creditOf(state.photo) : remark}</p>
    </PictureTarget>
  );
}

function Photos({
  id,
  state,
  change,
  locked,
  mode,
  photo,
}: WidgetProps<MixerState> & { readonly photo: Tensor }) {
  const setup = setupOf(state, photo);
  const toPixel = ([, channel, row, column]: readonly number[], own: boolean): void => {
    const name = own ? (COLOURS[channel ?? 0] ?? state.channel) : state.channel;
    change(fields.restore({ ...state, row, column, channel: name }, state), { history: "merge" });
  };
  const free = ["w", "b"].filter((name) => !locked.has(name)).map((name) => `mix.${name}`);
  return (
    <Explorer
      id={id}
      setup={setup}
      print={mode === "print"}
      hint=""
      onSeek={(at) => toPixel(cellAt(photo.shape, "rows", at) ?? [], true)}
      onOpen={({ tensor, index }) => tensor === "input" && toPixel(index, false)}
      editable={new Set(free)}
      onEdit={({ tensor, index }, value) =>
        change(
          fields.restore(
            tensor === "mix.w"
              ? { ...state, w: withCell(state.w, index, value) }
              : { ...state, b: state.b.map((old, at) => (at === index[0] ? value : old)) },
            state,
          ),
        )
      }
      onPaste={({ tensor }, matrix) => {
        if (tensor !== "mix.w") return t("Biases are typed one by one.");
        change(
          fields.restore(
            {
              ...state,
              w: state.w.map((row, at) => row.map((old, to) => matrix[at]?.[to] ?? old)),
            },
            state,
          ),
        );
        return null;
      }}
    />
  );
}

function MixChoice({ state, change, locked }: WidgetProps<MixerState>) {
  const name = mixOf(state);
  return (
    <Select
      label={t("Mix")}
      value={name === "own" ? null : name}
      none={t("your own")}
      locked={locked.has("mix")}
      options={Object.entries(MIXES).map(([value, { title }]) => ({
        value,
        title,
        whyNot: null,
      }))}
      onChange={(chosen) => {
        const mix = MIXES[chosen];
        if (mix !== undefined) change({ ...state, w: mix.w, b: mix.b });
      }}
    />
  );
}
