/** A convolution on a volume: of small numbers in the state, or of a trained network's layer. */
import type { WidgetProps } from "../widget";
import { OwnVolume } from "./OwnVolume";
import { TrainedVolume } from "./TrainedVolume";
import type { VolumeState } from "./volume-state";

export function Volume(props: WidgetProps<VolumeState>) {
  return props.state.source === "own" ? <OwnVolume {...props} /> : <TrainedVolume {...props} />;
}
