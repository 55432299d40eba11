// `npm run build`: the program and the pages, side by side; the pages need nothing that is built.
import concurrently from 'concurrently';

const { result } = concurrently(
  [
    {
      name: 'program',
      command:
        'tsc -b libs/contracts libs/state etl apps/api && node scripts/copy-fonts.mjs && node scripts/bundle.mjs',
    },
    { name: 'pages', command: 'npm run -w apps/web build' },
  ],
  { killOthersOn: ['failure'], prefixColors: ['blue', 'green'] },
);
await result.catch(() => process.exit(1));
