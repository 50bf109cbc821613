import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from '../api/problems';

/** What was loaded, for as long as it is shown; the live stream says when it is old. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && !(error instanceof ProblemError && error.status < 500),
    },
  },
});
