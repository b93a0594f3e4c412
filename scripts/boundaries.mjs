// Runs dependency-cruiser and fails when it saw nothing: with some compilers it finds 0 modules and is content.
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import rules from '../.dependency-cruiser.mjs';

const { output } = await cruise(
  ['packages', 'tests'],
  { ...rules.options, ruleSet: { forbidden: rules.forbidden }, validate: true },
  rules.options.enhancedResolveOptions,
  { tsConfig: extractTSConfig(rules.options.tsConfig.fileName) },
);
const { violations, totalCruised } = output.summary;
for (const { from, to, rule } of violations) console.error(`${rule.severity} ${rule.name}: ${from} → ${to}`);
console.log(`${totalCruised} modules, ${violations.length} crossings`);
process.exit(totalCruised < 20 || violations.some(({ rule }) => rule.severity === 'error') ? 1 : 0);
