import { expect, test } from "vitest";
import { readPasted } from "./read-pasted";

/**
 * The network of PyTorch's own tutorial on CIFAR-10: pictures of 3×32×32, which it does not say.
 */
const TUTORIAL = `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1 = nn.Linear(16 * 5 * 5, 120)
        self.fc2 = nn.Linear(120, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        x = x.view(-1, 16 * 5 * 5)
        x = F.relu(self.fc1(x))
        return self.fc2(x)
`;

test("code for pictures of another usual size is read with that size", () => {
  const read = readPasted(TUTORIAL, [1, 28, 28], true);
  expect(read).toMatchObject({ spec: { input: [3, 32, 32] } });
  expect(read).toMatchObject({ words: expect.stringContaining("52,202 parameters") });
});

test("a size that the reader has chosen is not changed", () => {
  expect(readPasted(TUTORIAL, [1, 28, 28], false)).toMatchObject({
    problem: expect.stringContaining("16×4×4"),
  });
});

test("where no usual size fits, the problem is told for the pictures at hand", () => {
  const none = TUTORIAL.replaceAll("16 * 5 * 5", "16 * 17 * 3");
  const read = readPasted(none, [1, 28, 28], true);
  expect(read).toMatchObject({ problem: expect.stringContaining("16×4×4") });
  expect(readPasted("  ", [1, 28, 28], true)).toBeNull();
});
