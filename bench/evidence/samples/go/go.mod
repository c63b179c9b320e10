module sample/parcel

go 1.19
