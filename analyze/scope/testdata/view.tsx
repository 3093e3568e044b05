'use client';
import React, { useState as state } from 'react';
import { Icons } from './icons';
import { observed } from './observed';

interface Props<T> { items: T[]; render: (item: T) => React.ReactNode }
export function List<T extends object>({ items, render }: Props<T>) {
  const [open, setOpen] = state(false);
  const Icon = open ? Icons.Down : Icons.Right;
  return (
    <>
      <Icon onClick={() => setOpen(!open)} /> cats & dogs, import from export
      <Icons.Plus size={items.length} {...{ open }} />
      {items.map((item) => <Row key={String(item)} item={item}>{render(item)}</Row>)}
      <p title="a & b">const x = 1;</p>
    </>
  );
}
const Row = ({ children }: { item: unknown; children: React.ReactNode }) => <li>{children}</li>;
@observed
export class Panel extends React.Component<Props<string>> {
  @observed private text: Row2 = '';
  constructor(private readonly store: Row2) { super({ items: [], render: () => null }); }
  @observed({ deep: List }) render() { return <List items={[]} render={() => this.text + this.store} />; }
}
type Row2 = string;
export default function () { return <Panel {...(null as never)} />; }
