import { readFileSync } from 'node:fs';
import Icons from 'unplugin-icons/vite';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import solid from 'vite-plugin-solid';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string };
const server = process.env.HUIYIN_SERVER ?? 'http://127.0.0.1:8787';

/**
 * What is asked for together comes in one file: it is smaller than many small ones, and over a bad line fewer goes are quicker.
 * What is not named here is split by who needs it.
 */
const together = [
  // every page
  {
    name: 'app',
    test: /preload-helper|solid-js\/(web\/)?dist|@solidjs\/router|idb\/build|src\/offline\/(channel|copy|database|phone|pull|rows|sealed|store|tables|transport|uuid)\.ts/,
    priority: 3,
  },
  // every door
  {
    name: 'shared',
    test: /src\/(ui\/(Button|Chip|Field|Sheet)\.|messages\/(zh-CN|dates)\.ts|date\.ts|result\.ts)/,
    priority: 2,
  },
  { name: 'calendar', test: /src\/(calendar\/(calendar|years)|citation)\.ts/, priority: 2 },
  // every page of the field door
  {
    name: 'phone',
    test: /src\/(offline\/(contact|drafts|keys|lock|outbox|run|sync|vault|vault-record|witness)|field\/(session|times|vault\/(idle|recovery))|messages\/(field|vault)\.zh-CN)\.ts/,
    priority: 1,
  },
];

/** One build for three doors; each door is its own lazily loaded part. The shell works with no signal (injectManifest). */
export default defineConfig({
  define: { __APP_VERSION__: JSON.stringify(version) },
  plugins: [
    Icons({ compiler: 'solid', scale: 1.4 }),
    solid(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'service-worker.ts',
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: '/',
        name: '回音 · 教育信访',
        short_name: '回音',
        description: '事事有回音，件件有落实',
        lang: 'zh-CN',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        orientation: 'any',
        background_color: '#FBFAF7',
        theme_color: '#FBFAF7',
        icons: [
          { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
        shortcuts: [{ name: '记一次下访', url: '/field/visits/new' }],
      },
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,png,svg,webmanifest}'],
        // The manifest's icons are listed by the plugin itself.
        maximumFileSizeToCacheInBytes: 2_000_000,
      },
      devOptions: { enabled: false },
    }),
  ],
  build: {
    target: ['es2022', 'safari16.4'],
    outDir: 'dist',
    cssCodeSplit: true,
    reportCompressedSize: true,
    rolldownOptions: { output: { codeSplitting: { groups: together } } },
    // Only the phone's first load is asked for at one go; the other doors would put the names of a hundred files into it.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (file, files) => (file.includes('/FieldDoor-') ? files : []),
    },
  },
  server: {
    port: 5173,
    // The server compares Origin with Host, so Host must stay the one the browser asked for.
    proxy: Object.fromEntries(
      ['/graphql', '/files', '/documents', '/healthz'].map((path) => [path, { target: server, changeOrigin: false }]),
    ),
  },
});
