// Finds the tools that tests need besides Node, and installs missing ones from Debian (needs root and apt): a Chromium with Chinese
// fonts, required by the browser tests, and LibreOffice, pdftotext and PostgreSQL, whose tests are skipped without them.
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
  if (packages.length > 0 && !install(packages)) {
    const left = missing().join(' ');
    if (!findBrowser()) {
      console.error(
        `没有找到 Chromium，也无法安装；请安装 Chromium 或用 CHROME_PATH 指定 · no Chromium found and none could be installed: install one or name it in CHROME_PATH`,
      );
      process.exit(1);
    }
    console.error(`缺少 ${left}，相应测试将跳过 · without ${left}, the tests that need it are skipped`);
  }
}
