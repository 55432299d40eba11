// Finds the tools that tests need besides Node, and installs missing ones from Debian (needs root and apt): a Chromium with Chinese
// fonts, LibreOffice, pdftotext and PostgreSQL. No test is skipped without them: `npm test` stops here and names what is missing.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Chromium without windows: the browser tests take two thirds of the time in it. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';
const BROWSERS = [
  process.env.CHROME_PATH,
  HEADLESS_SHELL,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const POSTGRES = '/usr/lib/postgresql';
const DEBIAN_OFFICE = '/usr/lib/libreoffice/program';

/** Path of a browser, or undefined. */
export const findBrowser = () => BROWSERS.find((path) => path && existsSync(path));

const isOnPath = (name) =>
  (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, name)));

/** Without a Chinese font, Chinese text is rendered as boxes. */
const hasChineseFont = () => {
  const list = spawnSync('fc-list', [':lang=zh-cn', 'file'], { encoding: 'utf8' });
  return list.status !== 0 || list.stdout.trim() !== '';
};

const hasPostgres = () =>
  isOnPath('initdb') ||
  (existsSync(POSTGRES) &&
    readdirSync(POSTGRES).some((version) => existsSync(join(POSTGRES, version, 'bin/initdb'))));

/** Calc alone opens no DOCX: Writer's library tells. */
const hasOffice = () =>
  isOnPath('soffice') && (!existsSync(DEBIAN_OFFICE) || existsSync(join(DEBIAN_OFFICE, 'libswlo.so')));

const missing = () => [
  ...(findBrowser() ? [] : ['chromium']),
  ...(hasChineseFont() ? [] : ['fonts-noto-cjk']),
  ...(hasOffice() ? [] : ['libreoffice-calc', 'libreoffice-writer']),
  ...(isOnPath('pdftotext') ? [] : ['poppler-utils']),
  ...(hasPostgres() ? [] : ['postgresql']),
];

function install(packages) {
  const run = (...words) =>
    spawnSync('apt-get', words, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  return run('update') && run('install', '-y', '--no-install-recommends', ...packages);
}

const canInstall = () => process.getuid?.() === 0 && isOnPath('apt-get');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Any Chromium does, if this one cannot be installed.
  if (!process.env.CHROME_PATH && !existsSync(HEADLESS_SHELL) && canInstall()) {
    install(['chromium-headless-shell']);
  }
  const packages = missing();
  if (packages.length > 0 && !(canInstall() && install(packages))) {
    const left = missing().join(' ');
    console.error(
      `缺少 ${left}，也无法安装；请先安装，Chromium 也可用 CHROME_PATH 指定 · ${left}: missing, and cannot be installed here. Install them first, or name a Chromium in CHROME_PATH`,
    );
    process.exit(1);
  }
}
