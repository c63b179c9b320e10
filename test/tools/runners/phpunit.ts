import { assertion, fileOf, type Runner } from "./runner.js";

export const phpunit: Runner = {
  name: "phpunit",
  command: "phpunit tests",
  shuffled: (seed) => `phpunit --order-by random --random-order-seed ${seed} tests`,
  files: { "tests/.keep": "", "add.php": "<?php\nfunction add(int $a, int $b): int { return $a + $b; }\n" },
  source: {
    file: "add.php",
    text: "<?php\nfunction add(int $a, int $b): int { return $a + $b; }\nfunction twice(int $a): int { return add($a, $a); }\n",
  },
  suite: (place, tests) => {
    const name = `${place.toUpperCase()}Test`;
    const head = [
      "<?php",
      "require_once __DIR__ . '/../add.php';",
      `final class ${name} extends PHPUnit\\Framework\\TestCase {`,
    ];
    return fileOf(`tests/${name}.php`, head, tests, (test) => {
      const [call, value] = assertion(test);
      const last = test === tests.at(-1) ? "\n}" : "";
      const skip = test.does === "skips" ? "$this->markTestSkipped('later'); " : "";
      return `  public function test_${test.name}(): void { ${skip}$this->assertSame(${value}, ${call}); }${last}`;
    });
  },
};
