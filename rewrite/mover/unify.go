package mover

import "rtconsolidate/rules"

func (m *mover) unify() {}

func (m *mover) grantUnified(t *target, name string, rivals []claim, u *rules.Unify) {}
