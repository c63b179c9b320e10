import { assertion, fileOf, type Runner } from "./runner.js";

export const pytest: Runner = {
  name: "pytest",
  files: {
    "pytest.ini": "[pytest]\npythonpath = .\n",
    "adder.py": "def add(a, b):\n    return a + b\n",
  },
  source: {
    file: "adder.py",
    text: "def add(a, b):\n    return a + b\n\n\ndef twice(a):\n    return add(a, a)\n",
  },
  suite: (place, tests) =>
    fileOf(`tests/test_${place}.py`, ["import adder", "import pytest", ""], tests, (test) => {
      const [call, value] = assertion(test);
      const skip = test.does === "skips" ? '@pytest.mark.skip(reason="later")\n' : "";
      return `\n${skip}def test_${test.name}():\n    assert adder.${call} == ${value}\n`;
    }),
};
