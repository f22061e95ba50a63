/** What is written, word for word: every kind of layer, every optimiser, every schedule. */
import { describe, expect, it, test } from "vitest";
import { LabError } from "../../core/errors";
import { layerKinds } from "../../graph/vocabulary";
import type { LayerSpec, NetworkSpec } from "../../graph/spec";
import type { OptimiserSpec, Recipe, ScheduleSpec } from "../../train/recipe";
import { optimisers } from "../../train/optimisers";
import { optimiserText, scheduleText } from "./optimiser";
import { writeCode } from "./index";
import { torchTraining } from "./training";

/**
 * A layer, what PyTorch calls it, and what Keras calls it, or null where Keras has no such layer.
 */
const GOLDEN: Readonly<
  Record<string, readonly [settings: object, torch: string, keras: string | null]>
> = {
  adaptive_avgpool2d: [{ output_size: [3, 2] }, "nn.AdaptiveAvgPool2d((3, 2))", null],
  add: [{ inputs: ["input", "input"] }, "x + x", "layers.Add()"],
  arctan: [{}, "torch.atan(x)", null],
  avgpool2d: [
    { kernel_size: 3, stride: 2, padding: 1, count_include_pad: false },
    "nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False)",
    null,
  ],
  batchnorm: [
    { eps: 0.001, momentum: 0.2 },
    "nn.BatchNorm2d(4, eps=0.001, momentum=0.2)",
    "layers.BatchNormalization(momentum=0.8)",
  ],
  batchnorm1d: [
    {},
    "nn.BatchNorm1d(4)",
    "layers.BatchNormalization(momentum=0.9, epsilon=0.00001)",
  ],
  batchnorm2d: [
    { affine: false },
    "nn.BatchNorm2d(4, affine=False)",
    "layers.BatchNormalization(momentum=0.9, epsilon=0.00001, center=False, scale=False)",
  ],
  binary_step: [{}, "torch.heaviside(x, torch.ones(()))", null],
  concat: [{ inputs: ["input", "input"] }, "torch.cat([x, x], dim=1)", "layers.Concatenate()"],
  conv2d: [
    { out_channels: 6, kernel_size: [3, 5], padding: [1, 2], groups: 2, bias: false },
    "nn.Conv2d(4, 6, (3, 5), padding=(1, 2), groups=2, bias=False)",
    'layers.Conv2D(6, (3, 5), padding="same", groups=2, use_bias=False)',
  ],
  dropout: [{ p: 0.25 }, "nn.Dropout(0.25)", "layers.Dropout(0.25)"],
  elu: [{ alpha: 1.5 }, "nn.ELU(1.5)", "layers.ELU(alpha=1.5)"],
  flatten: [{}, "nn.Flatten()", "layers.Flatten()"],
  gelu: [{}, "nn.GELU()", 'layers.Activation("gelu")'],
  global_avgpool2d: [{}, "nn.AdaptiveAvgPool2d(1)", "layers.GlobalAveragePooling2D(keepdims=True)"],
  global_maxpool2d: [{}, "nn.AdaptiveMaxPool2d(1)", "layers.GlobalMaxPooling2D(keepdims=True)"],
  groupnorm: [
    { num_groups: 2, affine: false },
    "nn.GroupNorm(2, 4, affine=False)",
    "layers.GroupNormalization(2, epsilon=0.00001, center=False, scale=False)",
  ],
  hardsigmoid: [{}, "nn.Hardsigmoid()", 'layers.Activation("hard_sigmoid")'],
  hardswish: [{}, "nn.Hardswish()", 'layers.Activation("hard_silu")'],
  identity: [{}, "nn.Identity()", "layers.Identity()"],
  layernorm: [
    { eps: 0.001 },
    "nn.LayerNorm((4, 7, 8), eps=0.001)",
    "layers.LayerNormalization(axis=[1, 2, 3])",
  ],
  leaky_relu: [
    { negative_slope: 0.2 },
    "nn.LeakyReLU(0.2)",
    "layers.LeakyReLU(negative_slope=0.2)",
  ],
  linear: [{ out_features: 5 }, "nn.Linear(4, 5)", "layers.Dense(5)"],
  local_response_norm: [
    { size: 3, alpha: 0.01, beta: 0.5, k: 2 },
    "nn.LocalResponseNorm(3, alpha=0.01, beta=0.5, k=2)",
    null,
  ],
  log_softmax: [{}, "nn.LogSoftmax(dim=1)", 'layers.Activation("log_softmax")'],
  maxpool2d: [
    { kernel_size: 3, stride: 2, padding: 1, dilation: 2, ceil_mode: true },
    "nn.MaxPool2d(3, stride=2, padding=1, dilation=2, ceil_mode=True)",
    null,
  ],
  mul: [{ inputs: ["input", "input"] }, "x * x", "layers.Multiply()"],
  noise: [
    { std: 0.2 },
    "x + 0.2 * torch.randn_like(x) if self.training else x",
    "layers.GaussianNoise(0.2)",
  ],
  pad_channels: [
    { out_channels: 8, stride: 2 },
    "F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 2, 2))",
    null,
  ],
  prelu: [
    { num_parameters: 4 },
    "nn.PReLU(4)",
    "layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25), shared_axes=[1, 2])",
  ],
  relu: [{}, "nn.ReLU()", 'layers.Activation("relu")'],
  relu6: [{}, "nn.ReLU6()", 'layers.Activation("relu6")'],
  sigmoid: [{}, "nn.Sigmoid()", 'layers.Activation("sigmoid")'],
  silu: [{}, "nn.SiLU()", 'layers.Activation("silu")'],
  softmax: [{}, "nn.Softmax(dim=1)", 'layers.Activation("softmax")'],
  softplus: [{}, "nn.Softplus()", 'layers.Activation("softplus")'],
  tanh: [{}, "nn.Tanh()", 'layers.Activation("tanh")'],
  unflatten: [
    { unflattened_size: [4, 1, 1] },
    "nn.Unflatten(1, (4, 1, 1))",
    "layers.Reshape((1, 1, 4))",
  ],
  upsample: [
    { scale_factor: [2, 3], mode: "bilinear" },
    "nn.Upsample(scale_factor=(2, 3), mode='bilinear')",
    'layers.UpSampling2D((2, 3), interpolation="bilinear")',
  ],
};

function networkOf(op: string, settings: object): NetworkSpec {
  const layer: LayerSpec = { name: "only", op, ...settings };
  const isOfFeatures = ["linear", "batchnorm1d", "unflatten"].includes(op);
  return { format: 1, name: "n", input: isOfFeatures ? [4] : [4, 7, 8], layers: [layer] };
}

function kerasOf(spec: NetworkSpec): string | null {
  try {
    return writeCode(spec, "keras");
  } catch (error) {
    if (error instanceof LabError && error.code === "unsupported") return null;
    throw error;
  }
}

describe("a layer", () => {
  it.each(layerKinds())("%s is written as PyTorch and Keras call it", (op) => {
    const golden = GOLDEN[op];
    if (golden === undefined) throw new Error(`${op} has no golden text`);
    const [settings, torch, keras] = golden;
    const spec = networkOf(op, settings);
    expect(writeCode(spec, "pytorch")).toContain(torch);
    const written = kerasOf(spec);
    if (keras === null) expect(written).toBeNull();
    else expect(written).toContain(keras);
  });

  it("is refused in Keras where its settings do not exist there", () => {
    const conv = { out_channels: 2, kernel_size: 3, stride: 2, dilation: 2 };
    expect(() => writeCode(networkOf("conv2d", conv), "keras")).toThrow(
      "only: Keras has no layer for stride and dilation together.",
    );
    expect(() =>
      writeCode(networkOf("maxpool2d", { kernel_size: 2, dilation: 2 }), "keras"),
    ).toThrow("only: Keras has no layer for a pooling with dilation.");
    expect(() =>
      writeCode(networkOf("avgpool2d", { kernel_size: 2, divisor_override: 3 }), "keras"),
    ).toThrow("only: Keras has no layer for an average over another divisor.");
    expect(() => writeCode(networkOf("gelu", { approximate: "tanh" }), "keras")).toThrow(
      "only: Keras has no layer for gelu as one layer.",
    );
    expect(() =>
      writeCode(networkOf("upsample", { mode: "bilinear", align_corners: true }), "keras"),
    ).toThrow("only: Keras has no layer for an enlargement that aligns corners.");
    expect(() => writeCode(networkOf("noise", { mean_std: 1 }), "keras")).toThrow(
      "only: Keras has no layer for noise that a channel shares.",
    );
  });

  it("with padding above half its window is written with a layer of padding in front", () => {
    expect(writeCode(networkOf("maxpool2d", { kernel_size: 3, padding: 2 }), "pytorch")).toBe(
      "nn.Sequential(nn.ConstantPad2d((2, 2, 2, 2), float('-inf')), nn.MaxPool2d(3))",
    );
  });
});

const SPEC: NetworkSpec = {
  format: 1,
  name: "block",
  input: [2, 6, 6],
  layers: [
    { name: "conv.1", op: "conv2d", out_channels: 2, kernel_size: 3, padding: 1 },
    { name: "train", op: "relu" },
    { name: "lambda", op: "add", inputs: ["train", "input"] },
    { name: "pool", op: "global_avgpool2d" },
    { name: "flat", op: "flatten" },
    {
      name: "fc",
      op: "linear",
      out_features: 10,
      init: { kind: "he_normal" },
    },
    { name: "share", op: "softmax" },
  ],
};

test("a network with branches is a class, or Keras's functional API", () => {
  expect(writeCode(SPEC, "pytorch").split("\n").slice(-10)).toEqual([
    "",
    "    def forward(self, picture):",
    "        x = self.conv_1(picture)",
    "        x = self.train_2(x)",
    "        x = x + picture",
    "        x = self.pool(x)",
    "        x = self.flat(x)",
    "        x = self.fc(x)",
    "        x = self.share(x)",
    "        return x",
  ]);
  expect(writeCode(SPEC, "keras")).toBe(
    [
      "inputs = keras.Input((6, 6, 2))",
      'train = layers.Conv2D(2, 3, padding="same", activation="relu")(inputs)',
      "lambda_2 = layers.Add()([train, inputs])",
      "flat = layers.GlobalAveragePooling2D()(lambda_2)",
      'share = layers.Dense(10, activation="softmax")(flat)',
      "model = keras.Model(inputs, share)",
    ].join("\n"),
  );
});

const RECIPE: Recipe = {
  network: SPEC,
  dataset: "mnist",
  batch: 32,
  seed: 7,
  loss: "cross_entropy",
  optimiser: { kind: "adam" },
  learningRate: 0.003,
  schedule: { kind: "cosine", steps: 625, floor: 0.05 },
  clip: { kind: "norm", limit: 1 },
};

test("frozen layers want no gradient; a sum is no part of the class", () => {
  expect(torchTraining({ ...RECIPE, frozen: ["fc", "lambda"] })).toContain(
    "net.fc.requires_grad_(False)\noptimiser = ",
  );
});

test("a recipe names its data, first weights, loss, optimiser, schedule and clipping", () => {
  const [setup = "", , rest = ""] = torchTraining(RECIPE).split(/\n\n\n/);
  expect(setup.split("\n")).toEqual([
    "import torch",
    "import torch.nn.functional as F",
    "from torch import nn",
    "from torchvision import datasets, transforms",
    "",
    "torch.manual_seed(7)  # PyTorch draws other numbers from the same seed",
    "",
    'data = datasets.MNIST("data", train=True, download=True, transform=transforms.ToTensor())',
    "loader = torch.utils.data.DataLoader(data, batch_size=32, shuffle=True, drop_last=True)",
  ]);
  expect(rest.split("\n")).toEqual([
    "net = Net()",
    'nn.init.kaiming_normal_(net.fc.weight, nonlinearity="relu")',
    "nn.init.zeros_(net.fc.bias)",
    "assert sum(p.numel() for p in net.parameters()) == 68",
    "optimiser = torch.optim.Adam(net.parameters(), lr=0.003)",
    "schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, T_max=625, eta_min=0.05 * 0.003)",
    "",
    "for pictures, labels in loader:",
    "    optimiser.zero_grad()",
    "    loss = F.nll_loss(torch.log(net(pictures)), labels)",
    "    loss.backward()",
    "    nn.utils.clip_grad_norm_(net.parameters(), 1)",
    "    optimiser.step()",
    "    if schedule.last_epoch < 625:",
    "        schedule.step()",
    "",
  ]);
});

const OPTIMISERS: Readonly<Record<OptimiserSpec["kind"], readonly [OptimiserSpec, string]>> = {
  sgd: [
    { kind: "sgd", momentum: 0.9, dampening: 0, nesterov: true, weight_decay: 5e-4 },
    "torch.optim.SGD(net.parameters(), lr=0.003, momentum=0.9, dampening=0, nesterov=True, weight_decay=0.0005)",
  ],
  adam: [
    { kind: "adam", betas: [0.8, 0.99], eps: 1e-7 },
    "torch.optim.Adam(net.parameters(), lr=0.003, betas=(0.8, 0.99), eps=1e-7)",
  ],
  adamw: [
    { kind: "adamw", weight_decay: 0.1 },
    "torch.optim.AdamW(net.parameters(), lr=0.003, weight_decay=0.1)",
  ],
  rmsprop: [
    { kind: "rmsprop", alpha: 0.9, momentum: 0.5, centered: true },
    "torch.optim.RMSprop(net.parameters(), lr=0.003, alpha=0.9, momentum=0.5, centered=True)",
  ],
};

test("every optimiser is written with every setting that is named", () => {
  expect(Object.keys(OPTIMISERS).toSorted()).toEqual(Object.keys(optimisers).toSorted());
  for (const [optimiser, text] of Object.values(OPTIMISERS))
    expect(optimiserText({ ...RECIPE, optimiser })).toBe(text);
});

test("every schedule is one of PyTorch's", () => {
  const all: readonly (readonly [ScheduleSpec, string])[] = [
    [{ kind: "constant" }, "ConstantLR(optimiser, factor=1.0)"],
    [{ kind: "step", every: 30, gamma: 0.1 }, "StepLR(optimiser, step_size=30, gamma=0.1)"],
    [{ kind: "cosine", steps: 9 }, "CosineAnnealingLR(optimiser, T_max=9)"],
    [{ kind: "warmup", steps: 5 }, "LinearLR(optimiser, start_factor=1 / 5, total_iters=4)"],
    [
      { kind: "warmup", steps: 5, next: { kind: "step", every: 2, gamma: 0.5 } },
      "SequentialLR(optimiser, [torch.optim.lr_scheduler.LinearLR(optimiser, start_factor=1 / 5, total_iters=4), torch.optim.lr_scheduler.StepLR(optimiser, step_size=2, gamma=0.5)], milestones=[5])",
    ],
  ];
  for (const [schedule, text] of all)
    expect(scheduleText(schedule, 0.1)).toBe(`torch.optim.lr_scheduler.${text}`);
});

test("a recipe names what it does to the pictures", () => {
  const changed: Recipe = {
    ...RECIPE,
    network: { ...SPEC, input: [1, 14, 14] },
    transform: [{ kind: "average_pool", size: 2 }],
    augment: [
      { kind: "shift", pixels: 2 },
      { kind: "flip", p: 0.25 },
      { kind: "noise", std: 0.1 },
      { kind: "affine", turn: 8, slant: 1, scale: 0.25, shift: 1.5 },
      { kind: "stroke", pixels: 0.5 },
    ],
    optimiser: { kind: "adam", amsgrad: true },
  };
  const steps = [
    "transforms.Lambda(lambda x: nn.functional.avg_pool2d(x, 2))",
    "transforms.RandomCrop((14, 14), padding=2)",
    "transforms.RandomHorizontalFlip(0.25)",
    "transforms.Lambda(lambda x: x + 0.1 * torch.randn_like(x))",
    "transforms.RandomAffine(degrees=8, translate=(1.5 / 14, 1.5 / 14), scale=(0.75, 1.25), shear=45, interpolation=transforms.InterpolationMode.BILINEAR)",
    "transforms.Lambda(lambda x: restroked(x, 0.5 * (2 * torch.rand(()) - 1)))",
  ].join(", ");
  const text = torchTraining(changed);
  expect(text).toContain(`transform=transforms.Compose([transforms.ToTensor(), ${steps}]))`);
  expect(text).toContain("lr=0.003, amsgrad=True)");
  expect(text.indexOf("def restroked(x, by):")).toBeLessThan(text.indexOf("lambda x: restroked"));
  const own = torchTraining({ ...changed, dataset: "own" });
  expect(own).toContain(`    prepare = transforms.Compose([${steps}])`);
  expect(own).toContain("from torchvision import transforms");
});
