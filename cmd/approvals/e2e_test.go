package main

import (
	"testing"

	"approvals/workflows/approval"
)

// TestPlatform runs the whole product and tests it over HTTP, in parallel subtests. In
// the end the data must be consistent.
func TestPlatform(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.join(t, "gm2", approval.GeneralManager)
	s.join(t, "finance2", approval.Finance)
	subjects := map[string]func(*testing.T, *scene){
		"project request":         testProjectRequest,
		"approved stays approved": testApprovedProjectStaysApproved,
		"expense request":         testExpenseRequest,
		"incomplete draft":        testIncompleteDraft,
		"out of turn":             testOutOfTurn,
		"read your writes":        testReadYourWrites,
		"one key counts once":     testOneKeyCountsOnce,
		"answer is kept":          testAnswerIsKept,
		"two decide at once":      testTwoDecideAtOnce,
		"key of another request":  testKeyOfAnotherRequest,
		"who may not decide":      testWhoMayNotDecide,
		"claim and release":       testClaimAndRelease,
		"author's own task":       testReturnedTaskIsItsAuthors,
		"claim races":             testClaimRaces,
		"changed meanwhile":       testChangedMeanwhile,
		"changes side by side":    testRevisionsThatConcernNobody,
		"resubmission":            testResubmissionOnWhatWasSeen,
		"no such revision":        testRevisionThatIsNone,
		"amounts":                 testAmounts,
		"voucher":                 testVoucherIsUsedOnce,
		"reports":                 testReportNeedsItsAttachment,
		"other currency":          testOtherCurrency,
		"budget":                  testBudget,
		"unanswered counts once":  testUnansweredCountsOnce,
		"workflow catches up":     testWorkflowCatchesUp,
		"memo names the request":  testMemoNamesTheRequest,
		"history is kept":         testHistoryIsKept,
	}
	t.Run("over HTTP", func(t *testing.T) {
		for name, test := range subjects {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				test(t, s)
			})
		}
	})
	for _, look := range s.ends.look {
		look(t)
	}
	s.wantAgreement(t)
}
