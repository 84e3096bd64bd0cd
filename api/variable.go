package api

import (
	"context"
	"encoding/json"

	"approvals/storage/variable"
)

func (s *Server) variables(ctx context.Context, _ *none) (*listOutput[variable.Variable], error) {
	variables, err := s.store.Variables(ctx)
	if err != nil {
		return nil, err
	}
	return wholeList(variables), nil
}

// ByKey is the input of a route for one global variable.
type ByKey struct {
	Key string `path:"key" maxLength:"100"`
}

type setVariableInput struct {
	ByKey
	Body struct {
		Value   json.RawMessage `json:"value" doc:"Value of the variable's type"`
		Version *int            `json:"version,omitempty" minimum:"0" doc:"The version that was edited; absent: any version"`
	}
}

type variableOutput struct{ Body variable.Variable }

func (s *Server) setVariable(ctx context.Context, in *setVariableInput) (*variableOutput, error) {
	v, err := s.store.SetVariable(ctx, actorOf(ctx), in.Key, in.Body.Version, in.Body.Value)
	if err != nil {
		return nil, err
	}
	return &variableOutput{Body: v}, nil
}

type createVariableInput struct {
	Body struct {
		Key         string                `json:"key" minLength:"1" maxLength:"100" example:"sales.quota"`
		Type        variable.VariableType `json:"type" enum:"text,number,money,boolean,duration,time_of_day,text_list,list,calendar"`
		Description bothLanguages         `json:"description"`
		Value       json.RawMessage       `json:"value" doc:"Value of the type"`
	}
}

func (s *Server) createVariable(ctx context.Context, in *createVariableInput) (*variableOutput, error) {
	v, err := s.store.AddVariable(ctx, actorOf(ctx), variable.NewVariable{
		Key: in.Body.Key, Type: in.Body.Type, Description: *in.Body.Description.text(), Value: in.Body.Value})
	return &variableOutput{v}, err
}

func (s *Server) removeVariable(ctx context.Context, in *ByKey) (*none, error) {
	return &none{}, s.store.RemoveVariable(ctx, actorOf(ctx), in.Key)
}

// options is for all users, because forms need it.
func (s *Server) options(ctx context.Context, _ *none) (*listOutput[variable.NamedOptions], error) {
	lists, err := s.store.OptionLists(ctx)
	if err != nil {
		return nil, err
	}
	return wholeList(lists), nil
}

type historyInput struct {
	ByKey
	Paged
}

func (s *Server) variableHistory(ctx context.Context, in *historyInput) (*listOutput[variable.VariableChange], error) {
	list := in.of("history of " + in.Key)
	page, err := in.page(list)
	if err != nil {
		return nil, err
	}
	changes, more, err := s.store.VariableHistory(ctx, in.Key, page)
	if err != nil {
		return nil, err
	}
	return pageOf(list, changes, more, func(c variable.VariableChange) string { return c.ID }), nil
}
