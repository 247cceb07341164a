// Package worker prints picking lists in the warehouse.
package worker

// Order is one parcel to pack.
type Order struct {
	ID   string
	Skus []string
}

// cut tells the printer to cut the paper.
var cut = Order{ID: "--cut--"}

// Split makes batches of at most size orders and ends each with a cut.
func Split(orders []Order, size int) [][]Order {
	var batches [][]Order
	for len(orders) > 0 {
		n := min(size, len(orders))
		batch := orders[:n]
		orders = orders[n:]
		batches = append(batches, append(batch, cut))
	}
	return batches
}

// Find returns the batch that holds an order, or -1.
func Find(batches [][]Order, id string) int {
	for i, batch := range batches {
		for _, order := range batch {
			if order.ID == id {
				return i
			}
		}
	}
	return -1
}
