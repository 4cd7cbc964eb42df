import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// `npm run dev` shows the page over a server that runs already: API=http://127.0.0.1:8000
const api = process.env.API ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [svelte()],
  resolve: { alias: { $: fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: process.env.OUT ?? "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    sourcemap: false,
    chunkSizeWarningLimit: 600, // kB before compression: the first view is one piece of 160 kB
  },
  server: {
    proxy: Object.fromEntries(
      [
        "marks|events|happenings|stream|state|views|changes|replay|countries|relations|places|actors",
        "sources|crises|types|problems|healthz|readyz|docs|openapi.json",
      ].map((paths) => [`^/(${paths})(/|\\?|$)`, api]),
    ),
  },
});
