/** Orders and their parts from the service, and what a change of one makes old. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, data, type Schemas } from '../api/client';
import { givenOf, type Given } from '../lines/given';
import { putRecord } from '../ui/list/useRecords';
import type { ListQuery } from '../ui/records/description';

/** As lists show it. */
export type Listed = Schemas['sales_OrderListed'];
export type Order = Schemas['sales_OrderRead'];
export type Progress = Schemas['sales_LineProgress'];
export type Shipment = Schemas['sales_ShipmentRead'];
export type Returned = Schemas['sales_ReturnRead'];
export type Message = Schemas['sales_OrderMessageRead'];
export type LineQuantity = Schemas['sales_LineQuantity'];

export const ORDERS = ['sales', 'orders'];
export const SHIPMENTS = ['sales', 'shipments'];
export const RETURNS = ['sales', 'returns'];
export const INVOICES = ['sales', 'invoices'];
export const PAYMENTS = ['sales', 'payments'];
/** An act on one of them is seen in the others. */
export const TOUCHED = [ORDERS, SHIPMENTS, RETURNS, INVOICES, PAYMENTS];

export const orderKey = (id: string) => [...ORDERS, id];

const path = (id: string) => ({ path: { order_id: id } });
const ofOrder = (id: string) => JSON.stringify({ field: 'order_id', op: 'eq', value: id });
const MOST = 200;

export const useOrder = (id: string) =>
  useQuery({
    queryKey: orderKey(id),
    queryFn: () => data(api.GET('/api/sales/orders/{order_id}', { params: path(id) })),
  });

export const loadOrders = (query: ListQuery) => data(api.GET('/api/sales/orders', { params: { query } }));

export const createOrder = (body: Schemas['sales_OrderCreate']): Promise<Order> =>
  data(api.POST('/api/sales/orders', { body }));

/** Texts that were emptied are empty texts: editors say null. */
const TEXTS: ReadonlySet<string> = new Set(['customer_reference', 'note']);

export function updateOrder(
  { id, version }: Pick<Listed, 'id' | 'version'>,
  changes: Record<string, unknown>,
): Promise<Order> {
  const params = { ...path(id), header: { 'if-match': `"${version}"` } };
  const written = Object.entries(changes).map(([name, value]) => {
    if (name === 'lines') return [name, (value as Given[]).map(givenOf)]; // as: of its field
    return [name, TEXTS.has(name) ? (value ?? '') : value];
  });
  const body = Object.fromEntries(written) as Schemas['sales_OrderUpdate']; // as: of its fields
  return data(api.PATCH('/api/sales/orders/{order_id}', { params, body }));
}

export const assignOrder = (id: string, body: Schemas['sales_Assignment']): Promise<Order> =>
  data(api.POST('/api/sales/orders/{order_id}/assign', { params: path(id), body }));

export const confirmOrder = (id: string): Promise<Order> =>
  data(api.POST('/api/sales/orders/{order_id}/confirm', { params: path(id) }));

export const endOrder = (id: string, how: 'cancel' | 'close', reason: string): Promise<Order> =>
  how === 'cancel'
    ? data(api.POST('/api/sales/orders/{order_id}/cancel', { params: path(id), body: { reason } }))
    : data(api.POST('/api/sales/orders/{order_id}/close', { params: path(id), body: { reason } }));

export const reopenOrder = (id: string): Promise<Order> =>
  data(api.POST('/api/sales/orders/{order_id}/reopen', { params: path(id) }));

export const loadHistory = (id: string, after?: string) =>
  data(
    api.GET('/api/sales/orders/{order_id}/history', { params: { ...path(id), query: { limit: 50, after } } }),
  );

export const useShipments = (orderId: string) =>
  useQuery({
    queryKey: [...SHIPMENTS, 'of', orderId],
    queryFn: () =>
      data(api.GET('/api/sales/shipments', { params: { query: { limit: MOST, filter: ofOrder(orderId) } } })),
  });

export const useReturns = (orderId: string) =>
  useQuery({
    queryKey: [...RETURNS, 'of', orderId],
    queryFn: () =>
      data(api.GET('/api/sales/returns', { params: { query: { limit: MOST, filter: ofOrder(orderId) } } })),
  });

const SOON = 5_000; // ms
const settled = ({ state, outcome }: Message) => state === 'failed' || outcome !== null;

/** What the customer was told; what is on its way is looked at again. */
export const useMessages = (orderId: string) =>
  useQuery({
    queryKey: [...orderKey(orderId), 'messages'],
    queryFn: () => data(api.GET('/api/sales/orders/{order_id}/messages', { params: path(orderId) })),
    refetchInterval: ({ state }) => (state.data?.items.every(settled) ? false : SOON),
  });

export const prepareShipment = (body: Schemas['sales_ShipmentCreate']) =>
  data(api.POST('/api/sales/shipments', { body }));

const shipment = (id: string) => ({ path: { shipment_id: id } });

export const shipShipment = (id: string, body: Schemas['sales_Departure']) =>
  data(api.POST('/api/sales/shipments/{shipment_id}/ship', { params: shipment(id), body }));

export type ShipmentAct = 'deliver' | 'lose' | 'cancel';

export function moveShipment(id: string, act: ShipmentAct): Promise<Shipment> {
  const params = shipment(id);
  if (act === 'deliver')
    return data(api.POST('/api/sales/shipments/{shipment_id}/deliver', { params, body: {} }));
  return act === 'lose'
    ? data(api.POST('/api/sales/shipments/{shipment_id}/lose', { params }))
    : data(api.POST('/api/sales/shipments/{shipment_id}/cancel', { params }));
}

export const announceReturn = (body: Schemas['sales_ReturnCreate']) =>
  data(api.POST('/api/sales/returns', { body }));

const returned = (id: string) => ({ params: { path: { return_id: id } } });

export const settleReturn = (id: string, act: 'receive' | 'refuse'): Promise<Returned> =>
  act === 'receive'
    ? data(api.POST('/api/sales/returns/{return_id}/receive', returned(id)))
    : data(api.POST('/api/sales/returns/{return_id}/refuse', returned(id)));

/** The invoices that billed what came back, with what of them could be credited. */
export const useCreditable = (id: string, wanted: boolean) =>
  useQuery({
    queryKey: [...RETURNS, id, 'credit'],
    queryFn: () => data(api.GET('/api/sales/returns/{return_id}/credit', returned(id))),
    enabled: wanted,
  });

/** Shows an order as it is now on its page and in the lists. */
export function useShowSaved(): (saved: Order) => void {
  const queries = useQueryClient();
  return useCallback(
    (saved: Order) => {
      queries.setQueryData(orderKey(saved.id), saved);
      putRecord(queries, ORDERS.join('.'), saved);
      void queries.invalidateQueries({ queryKey: [...orderKey(saved.id), 'history'] });
    },
    [queries],
  );
}
