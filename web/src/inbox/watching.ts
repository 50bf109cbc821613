import { watched } from '../ui/operations/watched';
import type { Item } from './items';

/** The page that began it is still there and tells its end by itself. */
export function isWatched({ params }: Pick<Item, 'params'>): boolean {
  const ids = [params.operation_id, params.export_id, params.import_id];
  return ids.some((id) => typeof id === 'string' && watched.has(id));
}
