import type { RelatedRunner } from "../related-runner.js";
import { sourceFiles } from "../source-files.js";

/** PHPUnit takes one path, so one test must be meant: `CartTest.php` for `Cart.php`, wherever it is in `tests`. */
export const phpunit: RelatedRunner = {
  unless: /^paratest|artisan|--(?:testsuite|filter|group|exclude-group|list-\S+)\b/,
  follows: /\.php$/,
  async select({ folder, words, changed, deleted }) {
    const isBare = words.every(
      (word, at) => word.startsWith("-") || /(?:php|phpunit|pest)$/.test(word) || at === 0,
    );
    const tests = isBare ? await sourceFiles(`${folder}/tests`, /Test\.php$/) : undefined;
    if (!tests || tests.length < 2) return [];
    const files = tests.map((file) => `tests/${file}`);
    const names = [...changed, ...deleted].map(
      (file) => `/${file.replace(/^.*\/|(?:Test)?\.php$/g, "")}Test.php`,
    );
    const related = files.filter((file) => names.some((name) => file.endsWith(name)));
    return related.length === 1 ? [[...words, ...related]] : [];
  },
};
