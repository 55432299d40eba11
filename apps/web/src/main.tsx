import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RequestError } from './api/client.ts';
import { router } from './app/router.tsx';
import { startTheme } from './ui/theme.ts';
import './ui/tokens.css';
import './ui/base.css';

startTheme();

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // A snapshot never changes; polling detects a newer one.
      staleTime: Number.POSITIVE_INFINITY,
      // Do not retry refused requests; retry after connection errors.
      retry: (failures, error) => error instanceof RequestError && error.status === 0 && failures < 2,
    },
  },
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const render = () =>
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );

// public/browser-check.js shows what to do in a browser that is too old.
if (document.documentElement.dataset.browser !== 'old') {
  if ('toSorted' in Array.prototype) render();
  else void import('./polyfills.ts').then(render, render);
}
