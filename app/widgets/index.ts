/** The registry: every widget that a lesson, a link or an embed may name. One line each. */
import { activation } from "./activation/definition";
import { activationStack } from "./activation-stack/definition";
import { bottleneck } from "./bottleneck/definition";
import { chain } from "./chain/definition";
import { digitLab } from "./digit-lab/definition";
import { experiment } from "./experiment/definition";
import { photoFilter } from "./photo-filter/definition";
import { pooling } from "./pool/definition";
import { preluLearning } from "./prelu-learning/definition";
import { channelMixer } from "./channel-mixer/definition";
import { conv } from "./conv/definition";
import { register } from "./register";
import { shorthand } from "./shorthand/definition";
import { trainingDesk } from "./training-desk/definition";
import { volume } from "./volume/definition";
import type { Widget } from "./widget";

export const widgets: Readonly<Record<string, Widget>> = {
  activation: register(activation, async () => (await import("./activation/Activation")).Activation),
  "activation-stack": register(activationStack, async () => (await import("./activation-stack/ActivationStack")).ActivationStack),
  bottleneck: register(bottleneck, async () => (await import("./bottleneck/Bottleneck")).Bottleneck),
  "channel-mixer": register(channelMixer, async () => (await import("./channel-mixer/ChannelMixer")).ChannelMixer),
  chain: register(chain, async () => (await import("./chain/Chain")).Chain),
  conv: register(conv, async () => (await import("./conv/Conv")).Conv),
  "digit-lab": register(digitLab, async () => (await import("./digit-lab/DigitLab")).DigitLab),
  "photo-filter": register(photoFilter, async () => (await import("./photo-filter/PhotoFilter")).PhotoFilter),
  experiment: register(experiment, async () => (await import("./experiment/Experiment")).Experiment),
  pool: register(pooling, async () => (await import("./pool/Pool")).Pool),
  "prelu-learning": register(preluLearning, async () => (await import("./prelu-learning/PreluLearning")).PreluLearning),
  shorthand: register(shorthand, async () => (await import("./shorthand/Shorthand")).Shorthand),
  "training-desk": register(trainingDesk, async () => (await import("./training-desk/TrainingDesk")).TrainingDesk),
  volume: register(volume, async () => (await import("./volume/Volume")).Volume),
};
