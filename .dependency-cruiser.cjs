/** Module boundaries of docs/architecture.md: imports point one way. */
module.exports = {
  forbidden: [
    {
      name: 'contracts-import-nothing-of-ours',
      severity: 'error',
      from: { path: '^libs/contracts' },
      to: { path: '^(apps|etl|libs/(?!contracts))' },
    },
    {
      name: 'state-knows-contracts-only',
      severity: 'error',
      from: { path: '^libs/state' },
      to: { path: '^(apps|etl|libs/(?!state|contracts))' },
    },
    {
      name: 'etl-knows-contracts-only',
      severity: 'error',
      comment: 'what people decide is no business of the ledgers; the command line looks after accounts too',
      from: { path: '^etl', pathNot: '^etl/src/cli' },
      to: { path: '^(apps|libs/(?!contracts))' },
    },
    {
      name: 'command-line-knows-no-app',
      severity: 'error',
      from: { path: '^etl/src/cli' },
      to: { path: '^apps' },
    },
    {
      name: 'etl-knows-no-server',
      severity: 'error',
      comment: 'a library and a command line: no Nest, no HTTP',
      from: { path: '^etl' },
      to: { path: 'node_modules/(@nestjs|fastify|@fastify)|^(node:)?https?$' },
    },
    {
      name: 'web-knows-contracts-only',
      severity: 'error',
      from: { path: '^apps/web' },
      to: { path: '^(apps/api|etl|libs/(?!contracts))' },
    },
    {
      name: 'charts-draw-what-they-are-given',
      severity: 'error',
      comment:
        'a chart takes values and texts: it asks for no answer and knows no figure, so it can compute none',
      from: { path: '^apps/web/src/charts/' },
      to: { path: '^(apps/web/src|libs)/', pathNot: '^apps/web/src/(charts|ui|i18n)/' },
    },
    {
      name: 'api-not-into-web',
      severity: 'error',
      from: { path: '^apps/api' },
      to: { path: '^apps/web' },
    },
    {
      name: 'features-keep-their-insides',
      severity: 'error',
      comment: 'a feature is imported by its index only',
      from: { path: '^apps/web/src/features/([^/]+)/' },
      to: { path: '^apps/web/src/features/', pathNot: '^apps/web/src/features/($1/|[^/]+/index\\.tsx?$)' },
    },
    {
      name: 'nest-stays-at-the-edge',
      severity: 'error',
      comment:
        'Nest in controllers, modules and the like; services and pure functions know nothing of it but its decorator',
      from: {
        path: '^apps/api/src',
        pathNot: '(controller|module|service|guard|hook|main|app)[^/]*\\.ts$|/http/',
      },
      to: { path: 'node_modules/@nestjs' },
    },
    {
      name: 'no-circles-between-rooms',
      severity: 'error',
      comment:
        'folders of the library, of the server, of the pages and of what they share depend on each other one way only',
      scope: 'folder',
      from: { path: '^(etl|apps/[^/]+|libs/[^/]+)/src/' },
      to: { circular: true },
    },
    {
      name: 'reading-knows-no-home',
      severity: 'error',
      comment: 'opening files, checking cells and the programme need no home, warehouse or snapshot',
      from: { path: '^etl/src/(base|programme|columns|formats|read|check|privacy|units)/' },
      to: {
        path: '^etl/src/',
        pathNot: '^etl/src/(base|programme|columns|formats|read|check|privacy|units)/',
      },
    },
    {
      name: 'formats-know-no-ledger',
      severity: 'error',
      comment: 'bytes to cells: what the cells mean, and for which programme, is said further up',
      from: { path: '^etl/src/formats/' },
      to: { path: '^etl/src/', pathNot: '^etl/src/(base|formats)/' },
    },
    {
      name: 'home-knows-no-warehouse',
      severity: 'error',
      comment: 'the home folder knows where files lie and which is current, not what is in them',
      from: { path: '^etl/src/home/' },
      to: { path: '^etl/src/', pathNot: '^etl/src/(base|programme|home)/' },
    },
    {
      name: 'draft-knows-no-load',
      severity: 'error',
      comment: 'the tables of a warehouse, whatever fills them',
      from: { path: '^etl/src/draft/' },
      to: { path: '^etl/src/', pathNot: '^etl/src/(base|programme|columns|check|draft)/' },
    },
    {
      name: 'answers-change-nothing',
      severity: 'error',
      comment: 'what answers questions about a snapshot takes a connection: it neither loads nor publishes',
      from: {
        path: '^etl/src/(entitlement|supervision|figures|scoring|reports|releases|site|periodic-reports|workbooks|ledgers)/',
      },
      to: { path: '^etl/src/(stage|judge|models|operations|demo|bench|cli)/' },
    },
    {
      name: 'models-are-built-by-operations',
      severity: 'error',
      from: { path: '^etl/src/(?!models/|operations/)' },
      to: { path: '^etl/src/models/' },
    },
    {
      name: 'library-knows-no-command-line',
      severity: 'error',
      comment: 'nor the generator and the bench, which are commands too',
      from: { path: '^etl/src/(?!cli/|bench/|demo/)' },
      to: { path: '^etl/src/(cli|bench|demo)/' },
    },
    {
      name: 'releases-are-read-from-disk',
      severity: 'error',
      comment:
        'only commands and the server make releases; of the library, reports alone know them: they have the same tables',
      from: { path: '^etl/src/(?!releases/|site/|periodic-reports/|cli/|bench/|demo/|index)' },
      to: { path: '^etl/src/releases/' },
    },
    {
      name: 'site-knows-bundles-only',
      severity: 'error',
      comment: 'the public site is made from published files: no home, warehouse, ledger or programme',
      from: { path: '^etl/src/site/' },
      to: { path: '^(etl/src/(?!site/|releases/|base/)|node_modules/@duckdb)' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|\\.test\\.tsx?$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      conditionNames: ['@skill-ledger/source', 'import', 'types', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
