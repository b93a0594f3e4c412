/** The walls of the house: docs/decisions/001-the-house.md. Run by `pnpm check`. */
export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      comment: 'The domain has no runtime dependency, no I/O and no clock: only its own files (tests excepted).',
      severity: 'error',
      from: { path: '^packages/domain/src', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^packages/domain/src' },
    },
    {
      name: 'domain-core-has-no-words',
      comment: 'Chinese wording lives in messages/; the core returns codes and data.',
      severity: 'error',
      from: { path: '^packages/domain/src', pathNot: '^packages/domain/src/messages|(\\.test|/case-story)\\.ts$' },
      to: { path: '^packages/domain/src/messages' },
    },
    {
      name: 'server-and-app-meet-only-in-the-api',
      severity: 'error',
      from: { path: '^packages/(server|pwa)/' },
      to: { path: '^packages/(server|pwa)/', pathNot: '^packages/$1/' },
    },
    {
      name: 'doors-are-loaded-alone',
      comment:
        'field, desk, wall, admin, board and calculator never import one another: each is its own lazily loaded part.',
      severity: 'error',
      from: { path: '^packages/pwa/src/(field|desk|wall|admin|board|calculator)/' },
      to: { path: '^packages/pwa/src/(field|desk|wall|admin|board|calculator)/', pathNot: '^packages/pwa/src/$1/' },
    },
    {
      name: 'offline-knows-no-screen',
      severity: 'error',
      from: { path: '^packages/pwa/src/offline/' },
      to: { path: '^packages/pwa/src/(field|desk|wall|admin|board|calculator|reception|push|ui)/' },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(virtual:|~icons/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(dist|generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
