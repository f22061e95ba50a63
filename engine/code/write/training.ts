/**
 * Recipe -> a PyTorch script that trains the same network in the same way: data, first weights,
 * loss, optimiser with its settings, schedule, clipping, one epoch of steps.
 */
import { headsOf } from "../../graph/heads";
import { networkShapes } from "../../graph/shapes";
import type { Recipe } from "../../train/recipe";
import { initialLines } from "./initial-weights";
import { optimiserText, scheduleEnd, scheduleText } from "./optimiser";
import { torchClass, type TorchClass } from "./pytorch";

export function torchTraining(recipe: Recipe): string {
  const { network, seed } = recipe;
  const written = torchClass(network);
  const schedule = recipe.schedule;
  const hasSchedule = schedule !== undefined && schedule.kind !== "constant";
  const used = [...written.lines, lossText(recipe)].some((line) => /\bF\./.test(line));
  return [
    "import torch",
    ...(used ? ["import torch.nn.functional as F"] : []),
    "from torch import nn",
    ...dataImports(recipe),
    "",
    `torch.manual_seed(${seed})  # PyTorch draws other numbers from the same seed`,
    "",
    ...strokeLines(recipe),
    ...dataLines(recipe),
    "",
    "",
    ...written.lines,
    "",
    "",
    "net = Net()",
    ...initialLines(network, written.attributes),
    `assert sum(p.numel() for p in net.parameters()) == ${networkShapes(network).parameterCount}`,
    ...frozenLines(recipe, written.attributes),
    `optimiser = ${optimiserText(recipe)}`,
    ...(hasSchedule ? [`schedule = ${scheduleText(schedule, recipe.learningRate)}`] : []),
    "",
    "for pictures, labels in loader:",
    ...changeLines(recipe),
    "    optimiser.zero_grad()",
    ...(network.heads === undefined ? [] : ["    results = net(pictures)"]),
    `    loss = ${lossText(recipe)}`,
    "    loss.backward()",
    ...clipLines(recipe),
    "    optimiser.step()",
    ...(hasSchedule ? scheduleSteps(scheduleEnd(schedule)) : []),
    "",
  ].join("\n");
}

/** A layer that the class has no attribute for has nothing to learn. */
export function frozenLines(
  { frozen = [] }: Recipe,
  attributes: TorchClass["attributes"],
): string[] {
  return frozen.flatMap((name) => {
    const attribute = attributes.get(name);
    return attribute === undefined ? [] : [`net.${attribute}.requires_grad_(False)`];
  });
}

const TORCHVISION: Readonly<Record<string, string>> = { mnist: "MNIST", fashion: "FashionMNIST" };

function dataImports(recipe: Recipe): readonly string[] {
  if (Object.hasOwn(TORCHVISION, recipe.dataset))
    return ["from torchvision import datasets, transforms"];
  return changesOf(recipe).length > 0 ? ["from torchvision import transforms"] : [];
}

/** What is done to every picture, each as a transform of torchvision. */
export function changesOf({ transform = [], augment = [], network }: Recipe): readonly string[] {
  const [, height = 1, width = 1] = network.input;
  return [
    ...transform.flatMap((one) => {
      switch (one.kind) {
        case "average_pool":
          return [`transforms.Lambda(lambda x: nn.functional.avg_pool2d(x, ${one.size}))`];
        case "normalise":
          return [`transforms.Normalize((${one.mean},), (${one.std},))`];
        case "first":
          return []; // a part of the data, not a change of a picture
        default:
          one satisfies never;
          return [];
      }
    }),
    ...augment.map((one) => {
      switch (one.kind) {
        case "shift":
          return `transforms.RandomCrop((${height}, ${width}), padding=${one.pixels})`;
        case "flip":
          return `transforms.RandomHorizontalFlip(${one.p ?? 0.5})`;
        case "noise":
          return `transforms.Lambda(lambda x: x + ${one.std} * torch.randn_like(x))`;
        case "affine":
          return affineText(one, width, height);
        case "stroke":
          return `transforms.Lambda(lambda x: restroked(x, ${one.pixels} * (2 * torch.rand(()) - 1)))`;
        default:
          one satisfies never;
          return "";
      }
    }),
  ];
}

type AffineSpec = Extract<NonNullable<Recipe["augment"]>[number], { readonly kind: "affine" }>;

/** torchvision slants by an angle and moves by a share of the side. */
function affineText(
  { turn = 0, slant = 0, scale = 0, shift = 0 }: AffineSpec,
  width: number,
  height: number,
): string {
  const angle = (Math.atan(slant) * 180) / Math.PI;
  const settings = [
    `degrees=${turn}`,
    `translate=(${shift} / ${width}, ${shift} / ${height})`,
    `scale=(${1 - scale}, ${1 + scale})`,
    `shear=${Number(angle.toFixed(3))}`,
    "interpolation=transforms.InterpolationMode.BILINEAR",
  ];
  return `transforms.RandomAffine(${settings.join(", ")})`;
}

/** A function of its own where strokes are made thicker and thinner. */
export function strokeLines({ augment = [] }: Recipe): readonly string[] {
  if (!augment.some(({ kind }) => kind === "stroke")) return [];
  return [
    "",
    "def restroked(x, by):  # by from -1 to 1: thinner to thicker",
    "    grown = nn.functional.max_pool2d(x, 3, 1, 1)",
    "    thinned = -nn.functional.max_pool2d(-x, 3, 1, 1)",
    "    return torch.lerp(x, grown if by > 0 else thinned, float(abs(by)))",
    "",
  ];
}

/** Class after class; Python's sort leaves those of a class as they were. */
const SORTED = [
  "order = sorted(range(len(data)), key=lambda at: int(data[at][1]))",
  "data = torch.utils.data.Subset(data, order)",
];

/** Pictures with numbers from 0 to 1, as the engine reads them. */
function dataLines(recipe: Recipe): readonly string[] {
  const { dataset, batch } = recipe;
  const steps = changesOf(recipe);
  const prepare =
    steps.length === 0
      ? "transforms.ToTensor()"
      : `transforms.Compose([transforms.ToTensor(), ${steps.join(", ")}])`;
  const known = Object.hasOwn(TORCHVISION, dataset) ? TORCHVISION[dataset] : undefined;
  const data =
    known === undefined
      ? `data = torch.utils.data.TensorDataset(*torch.load("${dataset}.pt"))  # pictures, labels`
      : `data = datasets.${known}("data", train=True, download=True, transform=${prepare})`;
  const isSorted = recipe.order === "sorted";
  const first = recipe.transform?.find((one) => one.kind === "first");
  return [
    data,
    ...(first === undefined ? [] : [`data = torch.utils.data.Subset(data, range(${first.count}))`]),
    ...(isSorted ? SORTED : []),
    `loader = torch.utils.data.DataLoader(data, batch_size=${batch}, shuffle=${isSorted ? "False" : "True"}, drop_last=True)`,
  ];
}

/** Pictures that no data set of torchvision changes are changed batch by batch. */
function changeLines(recipe: Recipe): readonly string[] {
  const steps = changesOf(recipe);
  if (steps.length === 0 || Object.hasOwn(TORCHVISION, recipe.dataset)) return [];
  return [
    `    prepare = transforms.Compose([${steps.join(", ")}])`,
    "    pictures = torch.stack([prepare(picture) for picture in pictures])",
  ];
}

/** The loss of every head with its weight; a head that ends in softmax gives shares, not logits. */
export function lossText(recipe: Recipe): string {
  const network = networkShapes(recipe.network);
  const heads = headsOf(network, recipe.loss);
  if (recipe.network.heads === undefined)
    return headLoss(recipe, "net(pictures)", heads[0]?.logits !== network.output.name);
  const named = headsOf(network, "mse");
  return heads
    .map(({ logits, weight }, at) => {
      const loss = headLoss(recipe, `results[${at}]`, logits !== named[at]?.logits);
      return weight === 1 ? loss : `${weight} * ${loss}`;
    })
    .join(" + ");
}

function headLoss({ loss, network }: Recipe, result: string, isShares: boolean): string {
  if (loss === "cross_entropy")
    return isShares
      ? `F.nll_loss(torch.log(${result}), labels)`
      : `F.cross_entropy(${result}, labels)`;
  const classes = networkShapes(network).output.shape[0] ?? 1;
  return `F.mse_loss(${result}, F.one_hot(labels, ${classes}).float())`;
}

export function clipLines({ clip }: Recipe): readonly string[] {
  if (clip === undefined) return [];
  return [`    nn.utils.clip_grad_${clip.kind}_(net.parameters(), ${clip.limit})`];
}

/** A cosine of PyTorch's would rise again after its last step. */
export function scheduleSteps(end: number | null): readonly string[] {
  return end === null
    ? ["    schedule.step()"]
    : [`    if schedule.last_epoch < ${end}:`, "        schedule.step()"];
}
