/** Who may import whom; the same table as in ARCHITECTURE.md. */
const stages = 'screenplay|breakdown|voices|sets|blocking|shotlist|staging|render|edit|checks';
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(schemas|bridge|extension|webview)/', pathNot: allowed },
});
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('schemas-import-zod-alone', '^schemas/source/', '^schemas/source/'),
    {
      name: 'schemas-use-no-other-library',
      severity: 'error',
      from: { path: '^schemas/source/' },
      to: { pathNot: '^(schemas/source/|node_modules/zod/)' },
    },
    only('bridge-imports-schemas', '^bridge/', '^(schemas/source|bridge)/'),
    only('geometry-imports-schemas', '^extension/geometry/', '^(schemas/source|extension/geometry)/'),
    only('runtime-imports-schemas', '^extension/runtime/', '^(schemas/source|extension/runtime)/'),
    only('llm-imports-nothing-of-ours', '^extension/llm/', '^extension/llm/'),
    only(
      'agents-import-llm-and-the-film',
      '^extension/agents/',
      '^(schemas/source|extension/(agents|llm|film|geometry|runtime))/',
    ),
    only(
      'blender-imports-bridge-and-runtime',
      '^extension/blender/',
      '^(schemas/source|bridge|extension/(blender|runtime))/',
    ),
    only(
      'overrides-are-pure',
      '^extension/overrides/',
      '^(schemas/source|extension/(overrides|geometry|runtime))/',
    ),
    ...stages
      .split('|')
      .map((stage) =>
        only(
          `${stage}-meets-others-in-documents`,
          `^extension/${stage}/`,
          stage === 'render'
            ? '^(schemas/source|bridge|extension/(render|geometry|runtime))/'
            : stage === 'checks'
              ? '^(schemas/source|bridge|extension/(checks|geometry|runtime))/'
              : `^(schemas/source|extension/(${stage}|geometry|runtime))/`,
        ),
      ),
    only(
      'film-knows-the-stages',
      '^extension/film/',
      `^(schemas/source|bridge|extension/(film|overrides|geometry|runtime|samples|${stages}))/`,
    ),
    only(
      'live-knows-the-film-and-blender',
      '^extension/live/',
      '^(schemas/source|bridge|extension/(live|film|blender|staging|render|voices|geometry|runtime))/',
    ),
    {
      name: 'only-host-imports-vscode',
      severity: 'error',
      from: { pathNot: '^extension/host/' },
      to: { path: '^vscode$' },
    },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node'],
    },
  },
};
